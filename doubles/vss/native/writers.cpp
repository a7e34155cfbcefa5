#include "writers.h"

namespace {

const VSS_ID REGISTRY_WRITER = {0xafbab4a2, 0x367d, 0x4d15, {0xa5, 0x86, 0x71, 0xdb, 0xb1, 0x8f, 0x84, 0x85}};

std::wstring windowsFolder() {
  WCHAR folder[MAX_PATH];
  GetWindowsDirectoryW(folder, MAX_PATH);
  return folder;
}

// Id, component and files as Microsoft's page on in-box writers shows them, absolute paths like there; the usage is a guess.
Writer ntds() {
  const std::wstring folder = windowsFolder() + L"\\NTDS";
  return {
      .name = L"NTDS",
      .writerId = {0xb2014c9e, 0x8711, 0x4c5c, {0xa5, 0xa9, 0x3c, 0xf3, 0x84, 0x48, 0x47, 0x57}},
      .instanceId = {0x11111111, 0x0001, 0x4001, {0x80, 0x01, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06}},
      .usage = VSS_UT_SYSTEMSERVICE,
      .source = VSS_ST_TRANSACTEDDB,
      .usageWord = L"SYSTEM_SERVICE",
      .sourceWord = L"TRANSACTION_DB",
      .excludes = {},
      .components = {{
          .type = VSS_CT_DATABASE,
          .logicalPath = L"C:_Windows_NTDS",
          .name = L"ntds",
          .selectable = false,
          .flags = VSS_CF_BACKUP_RECOVERY | VSS_CF_APP_ROLLBACK_RECOVERY,
          .files = {},
          .databaseFiles = {{folder, L"ntds.dit"}},
          .logFiles = {{folder, L"edb*.log"}, {folder, L"edb.chk"}},
      }},
      // What the real string looks like is not published; readers have to keep it as it is.
      .backupMetadata = L"ZG91Ymxl:132514560000000000",
  };
}

// Its id is published; the names of its components are not, so these are the double's own.
Writer dfsr() {
  return {
      .name = L"DFS Replication service writer",
      .writerId = {0x2707761b, 0x2324, 0x473d, {0x88, 0xeb, 0xeb, 0x00, 0x7a, 0x35, 0x95, 0x33}},
      .instanceId = {0x22222222, 0x0002, 0x4002, {0x80, 0x02, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06}},
      .usage = VSS_UT_SYSTEMSERVICE,
      .source = VSS_ST_OTHER,
      .usageWord = L"SYSTEM_SERVICE",
      .sourceWord = L"OTHER",
      .excludes = {},
      .components = {{
          .type = VSS_CT_FILEGROUP,
          .logicalPath = L"SYSVOL",
          .name = L"SYSVOL Share",
          .selectable = true,
          .flags = 0,
          .files = {{L"%SystemRoot%\\SYSVOL", L"*", true}},
          .databaseFiles = {},
          .logFiles = {},
      }},
      .backupMetadata = L"",
  };
}

Writer registry() {
  const std::wstring folder = L"%SystemRoot%\\system32\\config";
  return {
      .name = L"Registry Writer",
      .writerId = REGISTRY_WRITER,
      .instanceId = {0x33333333, 0x0003, 0x4003, {0x80, 0x03, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06}},
      .usage = VSS_UT_BOOTABLESYSTEMSTATE,
      .source = VSS_ST_OTHER,
      .usageWord = L"BOOTABLE_SYSTEM_STATE",
      .sourceWord = L"OTHER",
      .excludes = {{folder, L"DEFAULT.LOG"}, {folder, L"SAM.LOG"}, {folder, L"SECURITY.LOG"},
                   {folder, L"SOFTWARE.LOG"}, {folder, L"SYSTEM.LOG"}},
      .components = {{
          .type = VSS_CT_FILEGROUP,
          .logicalPath = L"",
          .name = L"Registry",
          .selectable = true,
          .flags = 0,
          .files = {{folder, L"default"}, {folder, L"SAM"}, {folder, L"SECURITY"}, {folder, L"software"},
                    {folder, L"system"}},
          .databaseFiles = {},
          .logFiles = {},
      }},
      .backupMetadata = L"",
  };
}

// Two components, of which one is no system state: third parties' service binaries.
Writer systemWriter() {
  return {
      .name = L"System Writer",
      .writerId = {0xe8132975, 0x6f93, 0x4464, {0xa5, 0x3e, 0x10, 0x50, 0x25, 0x3a, 0xe2, 0x20}},
      .instanceId = {0x44444444, 0x0004, 0x4004, {0x80, 0x04, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06}},
      .usage = VSS_UT_BOOTABLESYSTEMSTATE,
      .source = VSS_ST_OTHER,
      .usageWord = L"BOOTABLE_SYSTEM_STATE",
      .sourceWord = L"OTHER",
      .excludes = {},
      .components = {{
                         .type = VSS_CT_FILEGROUP,
                         .logicalPath = L"",
                         .name = L"System Files",
                         .selectable = true,
                         .flags = 0,
                         .files = {{L"%systemroot%\\system32", L"kernel32.dll"}},
                         .databaseFiles = {},
                         .logFiles = {},
                     },
                     {
                         .type = VSS_CT_FILEGROUP,
                         .logicalPath = L"",
                         .name = L"Win32 Services Files",
                         .selectable = true,
                         .flags = VSS_CF_NOT_SYSTEM_STATE,
                         .files = {{L"%ProgramFiles%\\Example", L"service.exe"}},
                         .databaseFiles = {},
                         .logFiles = {},
                     }},
      .backupMetadata = L"",
  };
}

// Takes part in nothing that a backup of the directory asks for.
Writer wmi() {
  return {
      .name = L"WMI Writer",
      .writerId = {0xa6ad56c2, 0xb509, 0x4e6c, {0xbb, 0x19, 0x49, 0xd8, 0xf4, 0x35, 0x32, 0xf0}},
      .instanceId = {0x55555555, 0x0005, 0x4005, {0x80, 0x05, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06}},
      .usage = VSS_UT_SYSTEMSERVICE,
      .source = VSS_ST_OTHER,
      .usageWord = L"SYSTEM_SERVICE",
      .sourceWord = L"OTHER",
      .excludes = {},
      .components = {{
          .type = VSS_CT_FILEGROUP,
          .logicalPath = L"",
          .name = L"WMI",
          .selectable = false,
          .flags = 0,
          .files = {{L"%systemroot%\\system32\\wbem\\repository", L"*.*"}},
          .databaseFiles = {},
          .logFiles = {},
          // The double's own, and so is all below but the method: the facts know no such dependency of WMI's.
          .dependencies = {{REGISTRY_WRITER, L"", L"Registry"}},
      }},
      .backupMetadata = L"",
      .restoreMethod = {.method = VSS_RME_RESTORE_AT_REBOOT,
                        .service = L"winmgmt",
                        .userProcedure = L"restore-wmi.cmd",
                        .writerRestore = VSS_WRE_NEVER,
                        .rebootRequired = true,
                        .alternateMappings = {{L"%systemroot%\\system32\\wbem\\repository", L"*.*", true, L"D:\\wmi"}}},
      .backupSchema = VSS_BS_TIMESTAMPED | VSS_BS_AUTHORITATIVE_RESTORE,
      .instanceName = L"WMI of the double",
      .majorVersion = 3,
      .minorVersion = 14,
      .excludesFromSnapshot = {{L"%systemroot%\\system32\\wbem\\logs", L"*.log"}},
  };
}

}  // namespace

const std::vector<Writer> &writers() {
  static const std::vector<Writer> all = {systemWriter(), ntds(), wmi(), dfsr(), registry()};
  return all;
}

const WriterComponent *findComponent(const Writer &writer, VSS_COMPONENT_TYPE type, LPCWSTR logicalPath,
                                     LPCWSTR name) {
  const std::wstring path = logicalPath == nullptr ? L"" : logicalPath;
  for (const WriterComponent &component : writer.components) {
    if (component.type == type && component.logicalPath == path && component.name == name) return &component;
  }
  return nullptr;
}
