// One backup's state, and the rules on the order of calls. The COM object and the operations it started share it.
#pragma once

#include <windows.h>
#include <vss.h>
#include <vswriter.h>

#include <memory>
#include <string>
#include <vector>

#include "documents.h"
#include "machine-snapshots.h"
#include "writer-metadata.h"

struct Snapshot {
  VSS_ID id;
  std::wstring volume;
  // From 1: the N of HarddiskVolumeShadowCopyN.
  int number;
};

struct WriterStatus {
  const Writer *writer;
  VSS_WRITER_STATE state;
  HRESULT failure;
};

struct Backup {
  bool initialized = false;
  bool contextSet = false;
  bool stateSet = false;
  bool gatherStarted = false;
  bool gathered = false;
  bool metadataFreed = false;
  bool setStarted = false;
  bool prepareStarted = false;
  bool prepared = false;
  bool snapshotStarted = false;
  bool snapshotExists = false;
  bool completeStarted = false;
  bool completed = false;
  // Whether AbortBackup was called, and whether it worked.
  bool abortTried = false;
  bool aborted = false;
  bool statusGathered = false;
  // A backup that was given a document: one that imports a set.
  bool withDocument = false;
  bool restoring = false;
  bool preRestoreStarted = false;
  bool preRestored = false;
  bool postRestoreStarted = false;

  LONG context = 0;
  BackupOptions options;
  VSS_ID setId = {};
  std::vector<Snapshot> snapshots;
  std::vector<AddedComponent> components;
  std::vector<const Writer *> present;
  std::vector<WriterStatus> statuses;
  std::vector<VSS_ID> disabledClasses;
  std::vector<VSS_ID> enabledClasses;
  std::vector<VSS_ID> disabledInstances;
  VSS_ID sessionId = {};
  MetadataAlive metadataAlive = std::make_shared<bool>(true);
  // The operation that runs, empty for none. One at a time.
  std::string running;

  // Whether any call but Release is allowed at all.
  bool usable() const { return initialized && !aborted && running.empty(); }
  bool withoutWriters() const { return (context & VSS_VOLSNAP_ATTR_NO_WRITERS) != 0; }
  bool metadataReadable() const { return usable() && gathered && !metadataFreed; }
  // Whether DisableWriterClasses and the like leave a writer in.
  bool admits(const Writer &writer) const;
  // The phase that writers report on.
  const char *phase() const;
};

// What NTDS and others leave in the document where a backup takes parts of files; the double's own.
void leavePartialFiles(AddedComponent &added);

// Only one snapshot set can be in the making on a machine. Null when there is none.
const Backup *snapshotSetInProgress();
void beginSnapshotSet(const Backup *backup);
// Does nothing when the set in the making is another's.
void endSnapshotSet(const Backup *backup);
