// What a requester set for one component, and what its writer left with it.
#pragma once

#include <windows.h>
#include <vss.h>
#include <vswriter.h>

#include <string>
#include <vector>

#include "writers.h"

struct PartialFile {
  std::wstring path;
  std::wstring filename;
  std::wstring ranges;
  std::wstring metadata;
};

struct DirectedTarget {
  std::wstring sourcePath;
  std::wstring sourceFile;
  std::wstring sourceRanges;
  std::wstring path;
  std::wstring file;
  std::wstring ranges;
};

struct DifferencedFile {
  std::wstring path;
  std::wstring filespec;
  BOOL recursive;
  std::wstring lsn;
  FILETIME modified;
};

struct RestoreSubcomponent {
  std::wstring logicalPath;
  std::wstring name;
  bool repair;
};

struct ComponentState {
  // Set by the requester.
  std::wstring backupOptions;
  std::wstring previousBackupStamp;
  bool selectedForRestore = false;
  bool additionalRestores = false;
  std::wstring restoreOptions;
  std::wstring restoreName;
  bool authoritative = false;
  VSS_ROLLFORWARD_TYPE rollForward = VSS_RF_UNDEFINED;
  std::wstring rollForwardPoint;
  VSS_FILE_RESTORE_STATUS restoreStatus = VSS_RS_UNDEFINED;
  std::vector<FileSpec> alternateMappings;
  std::vector<FileSpec> newTargets;
  std::vector<RestoreSubcomponent> subcomponents;
  // Left by the writer.
  std::wstring backupStamp;
  std::vector<PartialFile> partialFiles;
  std::vector<DifferencedFile> differencedFiles;
  std::wstring restoreMetadata;
  VSS_RESTORE_TARGET restoreTarget = VSS_RT_UNDEFINED;
  std::vector<DirectedTarget> directedTargets;
  std::wstring prepareFailure;
  std::wstring snapshotFailure;
  std::wstring preRestoreFailure;
  std::wstring postRestoreFailure;
  HRESULT failure = S_OK;
  HRESULT applicationFailure = S_OK;
  std::wstring applicationMessage;
};
