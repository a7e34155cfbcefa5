export { g_wszBackupAnnotation, g_wszRestoreAnnotation } from './annotation.js';
export { type AttachmentList, type AttachmentName, parseAttachmentList } from './attachment-list.js';
export {
  BACKUP_DISABLE_INCREMENTAL,
  BACKUP_TYPE_FULL,
  BACKUP_TYPE_INCREMENTAL,
  BACKUP_TYPE_LOGS_ONLY,
} from './backup-type.js';
export {
  BFT_CHECKPOINT_DIR,
  BFT_DATABASE_DIRECTORY,
  BFT_DIRECTORY,
  BFT_LOG,
  BFT_LOG_DIR,
  BFT_LOG_DIRECTORY,
  BFT_NTDS_DATABASE,
  BFT_PATCH_FILE,
  BFT_UNKNOWN,
} from './bft.js';
export { type EDB_RSTMAPW, encodeEDB_RSTMAPW, layoutOfEDB_RSTMAPW } from './edb-rstmap.js';
export { eseNumber } from './ese-status.js';
export { type HrName, hrCodes, hrName } from './hr-codes.js';
export { hrDescriptions } from './hr-descriptions.js';
export { createNtdsbcliApi } from './koffi-ntdsbcli-api.js';
export type { DsBlock, DsMemory, HBC, NtdsbcliApi, NtdsbcliCallName, Status } from './ntdsbcli-api.js';
export { type NtdsbcliFunction, ntdsbcliSignatures } from './ntdsbcli-signatures.js';
export {
  RESTORE_TYPE_AUTHORATATIVE,
  RESTORE_TYPE_CATCHUP,
  RESTORE_TYPE_ONLINE,
} from './restore-type.js';
