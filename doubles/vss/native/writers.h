// The writers of the double's domain controller, as plain data.
#pragma once

#include <windows.h>
#include <vss.h>
#include <vswriter.h>

#include <string>
#include <vector>

struct FileSpec {
  std::wstring path;
  std::wstring filespec;
  bool recursive = false;
  std::wstring alternateLocation = {};
};

// A component of another writer that a component can't do without.
struct Dependency {
  VSS_ID writerId;
  std::wstring logicalPath;
  std::wstring name;
};

struct RestoreMethod {
  VSS_RESTOREMETHOD_ENUM method = VSS_RME_UNDEFINED;
  std::wstring service = {};
  std::wstring userProcedure = {};
  VSS_WRITERRESTORE_ENUM writerRestore = VSS_WRE_UNDEFINED;
  bool rebootRequired = false;
  std::vector<FileSpec> alternateMappings = {};
};

struct WriterComponent {
  VSS_COMPONENT_TYPE type;
  std::wstring logicalPath;
  std::wstring name;
  bool selectable;
  DWORD flags;
  std::vector<FileSpec> files;
  std::vector<FileSpec> databaseFiles;
  std::vector<FileSpec> logFiles;
  std::vector<Dependency> dependencies = {};
};

struct Writer {
  std::wstring name;
  VSS_ID writerId;
  VSS_ID instanceId;
  VSS_USAGE_TYPE usage;
  VSS_SOURCE_TYPE source;
  std::wstring usageWord;
  std::wstring sourceWord;
  std::vector<FileSpec> excludes;
  std::vector<WriterComponent> components;
  // What the writer leaves in the backup components document after the snapshot; empty for nothing.
  std::wstring backupMetadata;
  RestoreMethod restoreMethod = {};
  DWORD backupSchema = VSS_BS_UNDEFINED;
  std::wstring instanceName = {};
  DWORD majorVersion = 1;
  DWORD minorVersion = 0;
  std::vector<FileSpec> excludesFromSnapshot = {};
};

const std::vector<Writer> &writers();

// Null when the writer has no such component. A null logical path is an empty one.
const WriterComponent *findComponent(const Writer &writer, VSS_COMPONENT_TYPE type, LPCWSTR logicalPath, LPCWSTR name);
