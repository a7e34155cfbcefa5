/**
 * The constants of `vss.h` and `vswriter.h` that a backup uses, with Windows' names and literal values.
 * @packageDocumentation
 */

/** "Nothing in particular": any provider may make the shadow copy. */
export const GUID_NULL = '{00000000-0000-0000-0000-000000000000}';

// VSS_BACKUP_TYPE
export const VSS_BT_UNDEFINED = 0;
export const VSS_BT_FULL = 1;
export const VSS_BT_INCREMENTAL = 2;
export const VSS_BT_DIFFERENTIAL = 3;
export const VSS_BT_LOG = 4;
export const VSS_BT_COPY = 5;
export const VSS_BT_OTHER = 6;

// VSS_COMPONENT_TYPE
export const VSS_CT_UNDEFINED = 0;
export const VSS_CT_DATABASE = 1;
export const VSS_CT_FILEGROUP = 2;

// VSS_COMPONENT_FLAGS
export const VSS_CF_BACKUP_RECOVERY = 0x1;
export const VSS_CF_APP_ROLLBACK_RECOVERY = 0x2;
export const VSS_CF_NOT_SYSTEM_STATE = 0x4;

// VSS_USAGE_TYPE
export const VSS_UT_UNDEFINED = 0;
export const VSS_UT_BOOTABLESYSTEMSTATE = 1;
export const VSS_UT_SYSTEMSERVICE = 2;
export const VSS_UT_USERDATA = 3;
export const VSS_UT_OTHER = 4;

// VSS_SOURCE_TYPE
export const VSS_ST_UNDEFINED = 0;
export const VSS_ST_TRANSACTEDDB = 1;
export const VSS_ST_NONTRANSACTEDDB = 2;
export const VSS_ST_OTHER = 3;

// VSS_WRITER_STATE
export const VSS_WS_UNKNOWN = 0;
export const VSS_WS_STABLE = 1;
export const VSS_WS_WAITING_FOR_FREEZE = 2;
export const VSS_WS_WAITING_FOR_THAW = 3;
export const VSS_WS_WAITING_FOR_POST_SNAPSHOT = 4;
export const VSS_WS_WAITING_FOR_BACKUP_COMPLETE = 5;
export const VSS_WS_FAILED_AT_IDENTIFY = 6;
export const VSS_WS_FAILED_AT_PREPARE_BACKUP = 7;
export const VSS_WS_FAILED_AT_PREPARE_SNAPSHOT = 8;
export const VSS_WS_FAILED_AT_FREEZE = 9;
export const VSS_WS_FAILED_AT_THAW = 10;
export const VSS_WS_FAILED_AT_POST_SNAPSHOT = 11;
export const VSS_WS_FAILED_AT_BACKUP_COMPLETE = 12;
export const VSS_WS_FAILED_AT_PRE_RESTORE = 13;
export const VSS_WS_FAILED_AT_POST_RESTORE = 14;
export const VSS_WS_FAILED_AT_BACKUPSHUTDOWN = 15;

// VSS_SNAPSHOT_CONTEXT
export const VSS_CTX_BACKUP = 0;
export const VSS_CTX_FILE_SHARE_BACKUP = 0x10;
export const VSS_CTX_NAS_ROLLBACK = 0x19;
export const VSS_CTX_APP_ROLLBACK = 0x9;
export const VSS_CTX_CLIENT_ACCESSIBLE = 0x1d;
export const VSS_CTX_CLIENT_ACCESSIBLE_WRITERS = 0xd;
export const VSS_CTX_ALL = 0xffffffff;

// VSS_OBJECT_TYPE
export const VSS_OBJECT_UNKNOWN = 0;
export const VSS_OBJECT_NONE = 1;
export const VSS_OBJECT_SNAPSHOT_SET = 2;
export const VSS_OBJECT_SNAPSHOT = 3;
export const VSS_OBJECT_PROVIDER = 4;

// HRESULTs that an IVssAsync answers with
export const VSS_S_ASYNC_PENDING = 0x00042309;
export const VSS_S_ASYNC_FINISHED = 0x0004230a;
export const VSS_S_ASYNC_CANCELLED = 0x0004230b;
