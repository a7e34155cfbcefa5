// The two kinds of XML document, in the shape that Windows saves them in; the text is the double's own.
#pragma once

#include <string>
#include <vector>

#include "component-state.h"
#include "writers.h"

// A component that the requester added, and what became of it.
struct AddedComponent {
  const Writer *writer;
  const WriterComponent *component;
  bool succeeded = false;
  std::wstring backupMetadata;
  ComponentState state = {};
};

// What the backup components document says of the whole backup.
struct BackupOptions {
  bool selectComponents = false;
  bool bootableSystemState = false;
  bool partialFiles = false;
  VSS_BACKUP_TYPE type = VSS_BT_UNDEFINED;
};

std::wstring writerMetadataDocument(const Writer &writer);

// `snapshotSetId` is GUID_NULL while there is none.
std::wstring backupComponentsDocument(const BackupOptions &options, const VSS_ID &snapshotSetId,
                                      const std::vector<AddedComponent> &components);

// A GUID as VSS writes it: small letters, no braces.
std::wstring formatId(const VSS_ID &id);
