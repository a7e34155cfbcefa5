export {
  GUID_NULL,
  VSS_BT_COPY,
  VSS_BT_DIFFERENTIAL,
  VSS_BT_FULL,
  VSS_BT_INCREMENTAL,
  VSS_BT_LOG,
  VSS_BT_OTHER,
  VSS_BT_UNDEFINED,
  VSS_CF_APP_ROLLBACK_RECOVERY,
  VSS_CF_BACKUP_RECOVERY,
  VSS_CF_NOT_SYSTEM_STATE,
  VSS_CT_DATABASE,
  VSS_CT_FILEGROUP,
  VSS_CT_UNDEFINED,
  VSS_CTX_ALL,
  VSS_CTX_APP_ROLLBACK,
  VSS_CTX_BACKUP,
  VSS_CTX_CLIENT_ACCESSIBLE,
  VSS_CTX_CLIENT_ACCESSIBLE_WRITERS,
  VSS_CTX_FILE_SHARE_BACKUP,
  VSS_CTX_NAS_ROLLBACK,
  VSS_OBJECT_NONE,
  VSS_OBJECT_PROVIDER,
  VSS_OBJECT_SNAPSHOT,
  VSS_OBJECT_SNAPSHOT_SET,
  VSS_OBJECT_UNKNOWN,
  VSS_S_ASYNC_CANCELLED,
  VSS_S_ASYNC_FINISHED,
  VSS_S_ASYNC_PENDING,
  VSS_ST_NONTRANSACTEDDB,
  VSS_ST_OTHER,
  VSS_ST_TRANSACTEDDB,
  VSS_ST_UNDEFINED,
  VSS_UT_BOOTABLESYSTEMSTATE,
  VSS_UT_OTHER,
  VSS_UT_SYSTEMSERVICE,
  VSS_UT_UNDEFINED,
  VSS_UT_USERDATA,
  VSS_WS_FAILED_AT_BACKUP_COMPLETE,
  VSS_WS_FAILED_AT_BACKUPSHUTDOWN,
  VSS_WS_FAILED_AT_FREEZE,
  VSS_WS_FAILED_AT_IDENTIFY,
  VSS_WS_FAILED_AT_POST_RESTORE,
  VSS_WS_FAILED_AT_POST_SNAPSHOT,
  VSS_WS_FAILED_AT_PRE_RESTORE,
  VSS_WS_FAILED_AT_PREPARE_BACKUP,
  VSS_WS_FAILED_AT_PREPARE_SNAPSHOT,
  VSS_WS_FAILED_AT_THAW,
  VSS_WS_STABLE,
  VSS_WS_UNKNOWN,
  VSS_WS_WAITING_FOR_BACKUP_COMPLETE,
  VSS_WS_WAITING_FOR_FREEZE,
  VSS_WS_WAITING_FOR_POST_SNAPSHOT,
  VSS_WS_WAITING_FOR_THAW,
} from './constants.js';
export type { HRESULT, VSS_ID } from './hresult.js';
export type { IUnknown } from './iunknown.js';
export type { IVssAsync } from './ivss-async.js';
export type {
  IVssBackupComponents,
  SnapshotPropPointer,
  VSS_SNAPSHOT_PROP,
} from './ivss-backup-components.js';
export type { IVssComponent } from './ivss-component.js';
export type { IVssExamineWriterMetadata } from './ivss-examine-writer-metadata.js';
export type { ComponentInfoPointer, IVssWMComponent, VSS_COMPONENTINFO } from './ivss-wm-component.js';
export type { IVssWMFiledesc } from './ivss-wm-filedesc.js';
export type { IVssWriterComponentsExt } from './ivss-writer-components-ext.js';
export type { Kernel32Api } from './kernel32-api.js';
export { createVssapiApi } from './koffi-vssapi-api.js';
export type { ShadowEntry, ShadowFile, ShadowFileSystem } from './shadow-file-system.js';
export { findVssStatus, type VssStatus, vssStatuses } from './vss-errors.js';
export type { VssNative } from './vss-native.js';
export type { VssapiApi } from './vssapi-api.js';
