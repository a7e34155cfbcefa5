#include "documents.h"

#include <algorithm>

namespace {

std::wstring escape(const std::wstring &text) {
  std::wstring result;
  for (const WCHAR character : text) {
    switch (character) {
      case L'&': result += L"&amp;"; break;
      case L'<': result += L"&lt;"; break;
      case L'"': result += L"&quot;"; break;
      default: result += character;
    }
  }
  return result;
}

std::wstring attribute(const WCHAR *name, const std::wstring &value) {
  return std::wstring(L" ") + name + L"=\"" + escape(value) + L"\"";
}

// Windows leaves an empty attribute out.
std::wstring optional(const WCHAR *name, const std::wstring &value) {
  return value.empty() ? L"" : attribute(name, value);
}

std::wstring yesNo(bool value) { return value ? L"yes" : L"no"; }

std::wstring fileElements(const WCHAR *element, const std::vector<FileSpec> &specs) {
  std::wstring xml;
  for (const FileSpec &spec : specs) {
    xml += std::wstring(L"<") + element + attribute(L"path", spec.path) + attribute(L"filespec", spec.filespec);
    if (spec.recursive) xml += attribute(L"recursive", L"yes");
    xml += attribute(L"filespecBackupType", L"3855") + L"/>";
  }
  return xml;
}

std::wstring componentElement(const WriterComponent &component) {
  const std::wstring element = component.type == VSS_CT_DATABASE ? L"DATABASE" : L"FILE_GROUP";
  return L"<" + element + optional(L"logicalPath", component.logicalPath) +
         attribute(L"componentName", component.name) + attribute(L"restoreMetadata", L"no") +
         attribute(L"notifyOnBackupComplete", L"no") + attribute(L"selectable", yesNo(component.selectable)) +
         attribute(L"selectableForRestore", L"no") +
         attribute(L"componentFlags", std::to_wstring(component.flags)) + L">" +
         fileElements(L"FILE_LIST", component.files) + fileElements(L"DATABASE_FILES", component.databaseFiles) +
         fileElements(L"DATABASE_LOGFILES", component.logFiles) + L"</" + element + L">";
}

const WCHAR *backupTypeWord(VSS_BACKUP_TYPE type) {
  switch (type) {
    case VSS_BT_FULL: return L"full";
    case VSS_BT_INCREMENTAL: return L"incremental";
    case VSS_BT_DIFFERENTIAL: return L"differential";
    case VSS_BT_LOG: return L"log";
    case VSS_BT_COPY: return L"copy";
    case VSS_BT_OTHER: return L"other";
    default: return L"undefined";
  }
}

std::wstring addedElement(const AddedComponent &added) {
  const bool database = added.component->type == VSS_CT_DATABASE;
  std::wstring xml = L"<COMPONENT" + optional(L"logicalPath", added.component->logicalPath) +
                     attribute(L"componentName", added.component->name) +
                     attribute(L"componentType", database ? L"database" : L"filegroup");
  if (added.succeeded) xml += attribute(L"backupSucceeded", L"yes");
  if (added.backupMetadata.empty()) return xml + L"/>";
  return xml + L"><BACKUP_METADATA" + attribute(L"metadata", added.backupMetadata) + L"/></COMPONENT>";
}

}  // namespace

std::wstring formatId(const VSS_ID &id) {
  WCHAR text[40];
  StringFromGUID2(id, text, 40);
  std::wstring bare(text + 1, 36);
  std::transform(bare.begin(), bare.end(), bare.begin(), towlower);
  return bare;
}

std::wstring writerMetadataDocument(const Writer &writer) {
  std::wstring xml =
      L"<WRITER_METADATA xmlns=\"x-schema:#VssWriterMetadataInfo\" version=\"1.2\"><IDENTIFICATION" +
      attribute(L"writerId", formatId(writer.writerId)) + attribute(L"instanceId", formatId(writer.instanceId)) +
      attribute(L"friendlyName", writer.name) + attribute(L"usage", writer.usageWord) +
      attribute(L"dataSource", writer.sourceWord) + L"/><BACKUP_LOCATIONS>";
  for (const WriterComponent &component : writer.components) xml += componentElement(component);
  return xml + fileElements(L"EXCLUDE_FILES", writer.excludes) + L"</BACKUP_LOCATIONS></WRITER_METADATA>";
}

std::wstring backupComponentsDocument(const BackupOptions &options, const VSS_ID &snapshotSetId,
                                      const std::vector<AddedComponent> &components) {
  std::wstring xml = L"<BACKUP_COMPONENTS xmlns=\"x-schema:#VssComponentMetadata\" version=\"1.2\"" +
                     attribute(L"bootableSystemStateBackup", yesNo(options.bootableSystemState)) +
                     attribute(L"selectComponents", yesNo(options.selectComponents)) +
                     attribute(L"backupType", backupTypeWord(options.type)) +
                     attribute(L"partialFileSupport", yesNo(options.partialFiles));
  if (snapshotSetId != GUID_NULL) xml += attribute(L"snapshotSetId", formatId(snapshotSetId));
  xml += L">";
  for (const Writer &writer : writers()) {
    std::wstring inside;
    for (const AddedComponent &added : components) {
      if (added.writer == &writer) inside += addedElement(added);
    }
    if (inside.empty()) continue;
    xml += L"<WRITER_COMPONENTS" + attribute(L"instanceId", formatId(writer.instanceId)) +
           attribute(L"writerId", formatId(writer.writerId)) + attribute(L"backupSchema", L"0") + L">" + inside +
           L"</WRITER_COMPONENTS>";
  }
  return xml + L"</BACKUP_COMPONENTS>";
}
