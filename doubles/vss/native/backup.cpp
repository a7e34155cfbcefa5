#include "backup.h"

#include <algorithm>

namespace {
const Backup *inProgress = nullptr;
}

bool Backup::admits(const Writer &writer) const {
  const auto names = [](const std::vector<VSS_ID> &ids, const VSS_ID &id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  if (names(disabledClasses, writer.writerId) || names(disabledInstances, writer.instanceId)) return false;
  return enabledClasses.empty() || names(enabledClasses, writer.writerId);
}

void leavePartialFiles(AddedComponent &added) {
  if (added.component->databaseFiles.empty()) return;
  const FileSpec &file = added.component->databaseFiles.front();
  added.state.partialFiles.push_back({file.path, file.filespec, L"0:8192", L"partial metadata"});
  added.state.differencedFiles.push_back({file.path, L"edb*.log", TRUE, L"lsn 7", {0x89ABCDEF, 0x01234567}});
}

const char *Backup::phase() const {
  if (postRestoreStarted) return "PostRestore";
  if (preRestoreStarted) return "PreRestore";
  if (completeStarted) return "BackupComplete";
  if (snapshotStarted) return "DoSnapshotSet";
  return "PrepareForBackup";
}

const Backup *snapshotSetInProgress() { return inProgress; }

void beginSnapshotSet(const Backup *backup) { inProgress = backup; }

void endSnapshotSet(const Backup *backup) {
  if (inProgress == backup) inProgress = nullptr;
}
