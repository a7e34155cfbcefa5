/** Documents in the form of published ones of Windows Server 2012, written here. */

/** NTDS, by Microsoft's example on the page "In-Box VSS Writers"; its usage and restore method are not published. */
export const ntdsDocument = `<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2">
  <IDENTIFICATION writerId="b2014c9e-8711-4c5c-a5a9-3cf384484757" instanceId="0D4CC2CA-21A7-4F4E-9D38-5C2B0F54A3DE"
    friendlyName="NTDS" usage="BOOTABLE_SYSTEM_STATE" dataSource="TRANSACTION_DB" majorVersion="1" minorVersion="0"/>
  <RESTORE_METHOD method="RESTORE_IF_CAN_BE_REPLACED" writerRestore="never" rebootRequired="yes"/>
  <BACKUP_LOCATIONS>
    <DATABASE logicalPath="C:_Windows_NTDS" componentName="ntds" caption="" restoreMetadata="no"
      notifyOnBackupComplete="no" selectable="no" selectableForRestore="no" componentFlags="3">
      <DATABASE_FILES path="C:\\Windows\\NTDS" filespec="ntds.dit" filespecBackupType="3855"/>
      <DATABASE_LOGFILES path="C:\\Windows\\NTDS" filespec="edb*.log" filespecBackupType="3855"/>
      <DATABASE_LOGFILES path="C:\\Windows\\NTDS" filespec="edb.chk" filespecBackupType="3855"/>
    </DATABASE>
  </BACKUP_LOCATIONS>
</WRITER_METADATA>`;

/** WMI: its restore method comes after its locations. */
export const wmiDocument =
  '<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2"><IDENTIFICATION' +
  ' writerId="{A6AD56C2-B509-4E6C-BB19-49D8F43532F0}" instanceId="{00000000-0000-0000-0000-0000000000A1}"' +
  ' friendlyName="WMI Writer" usage="SYSTEM_SERVICE" dataSource="OTHER"/><BACKUP_LOCATIONS>' +
  '<FILE_GROUP componentName="WMI" caption="Windows&#13;&#10;Management" selectable="no" componentFlags="0">' +
  '<FILE_LIST path="%systemroot%\\system32\\wbem\\repository" filespec="*.*" recursive="yes"/></FILE_GROUP>' +
  '</BACKUP_LOCATIONS><RESTORE_METHOD method="REPLACE_AT_REBOOT" writerRestore="never" rebootRequired="yes"/>' +
  '</WRITER_METADATA>';

/** BITS: no component and no restore method. */
export const bitsDocument =
  '<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2" backupSchema="0"><IDENTIFICATION' +
  ' friendlyName="BITS Writer" dataSource="OTHER" usage="SYSTEM_SERVICE"' +
  ' instanceId="00000000-0000-0000-0000-0000000000b1" writerId="4969d978-be47-48b0-b100-f328f07ac1e0"/>' +
  '<BACKUP_LOCATIONS><EXCLUDE_FILES path="%ALLUSERSPROFILE%\\Microsoft\\Network\\Downloader" filespec="*"' +
  ' recursive="yes"/><EXCLUDE_FILES_FROM_SNAPSHOT path="C:\\Cache" filespec="*.tmp"/></BACKUP_LOCATIONS>' +
  '</WRITER_METADATA>';

/** The Backup Components Document of a backup of the registry and the directory. */
export const backupComponentsDocument =
  '<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" bootableSystemStateBackup="yes"' +
  ' selectComponents="yes" backupType="full" partialFileSupport="no"' +
  ' snapshotSetId="e109943b-0000-0000-0000-000000000001">' +
  '<WRITER_COMPONENTS instanceId="a9cff6b0-0000-0000-0000-000000000001"' +
  ' writerId="afbab4a2-367d-4d15-a586-71dbb18f8485" backupSchema="0">' +
  '<COMPONENT componentName="Registry" componentType="filegroup"/></WRITER_COMPONENTS>' +
  '<WRITER_COMPONENTS instanceId="a9cff6b0-0000-0000-0000-000000000002"' +
  ' writerId="b2014c9e-8711-4c5c-a5a9-3cf384484757" backupSchema="0">' +
  '<COMPONENT logicalPath="C:_Windows_NTDS" componentName="ntds" componentType="database" backupStamp="s"' +
  ' backupSucceeded="yes"><BACKUP_METADATA metadata="ZXhwaXJlcw=="/></COMPONENT></WRITER_COMPONENTS>' +
  '</BACKUP_COMPONENTS>';

/** The System Writer, with as many file lists as the one of a Windows Server 2012 has. */
export function systemWriterDocument(fileLists = 18_925): string {
  const lists = Array.from({ length: fileLists }, (_, index) => {
    const folder =
      index % 3 === 0 ? 'C:\\Windows\\winsxs\\amd64_component_' : '%systemroot%\\system32\\drivers\\';
    return `<FILE_LIST path="${folder}${index}" filespec="${index % 3 === 0 ? '*.*' : `file${index}.dll`}" recursive="${
      index % 3 === 0 ? 'yes' : 'no'
    }" filespecBackupType="3855"/>`;
  });
  return [
    '<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2"><IDENTIFICATION',
    ' writerId="e8132975-6f93-4464-a53e-1050253ae220" instanceId="00000000-0000-0000-0000-0000000000c1"',
    ' friendlyName="System Writer" usage="BOOTABLE_SYSTEM_STATE" dataSource="OTHER"/>',
    '<RESTORE_METHOD method="REPLACE_AT_REBOOT_IF_CANNOT_REPLACE" writerRestore="never" rebootRequired="yes"/>',
    '<BACKUP_LOCATIONS><FILE_GROUP componentName="System Files" selectable="yes" componentFlags="0">',
    ...lists,
    '</FILE_GROUP><FILE_GROUP componentName="Win32 Services Files" selectable="yes" componentFlags="4">',
    '<FILE_LIST path="C:\\Program Files\\Agent" filespec="agent.exe"/></FILE_GROUP></BACKUP_LOCATIONS>',
    '</WRITER_METADATA>',
  ].join('');
}
