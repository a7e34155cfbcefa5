/**
 * Every constant of the enumerations in `vss.h`, `vswriter.h` and `vsbackup.h`, with Windows' names and literal values.
 * @packageDocumentation
 */

/** "Nothing in particular": any provider may make the shadow copy, all objects are asked for. */
export const GUID_NULL = '{00000000-0000-0000-0000-000000000000}';

// VSS_OBJECT_TYPE (vss.h)
export const VSS_OBJECT_UNKNOWN = 0;
export const VSS_OBJECT_NONE = 1;
export const VSS_OBJECT_SNAPSHOT_SET = 2;
export const VSS_OBJECT_SNAPSHOT = 3;
export const VSS_OBJECT_PROVIDER = 4;
export const VSS_OBJECT_TYPE_COUNT = 5;

// VSS_SNAPSHOT_STATE (vss.h)
export const VSS_SS_UNKNOWN = 0;
export const VSS_SS_PREPARING = 1;
export const VSS_SS_PROCESSING_PREPARE = 2;
export const VSS_SS_PREPARED = 3;
export const VSS_SS_PROCESSING_PRECOMMIT = 4;
export const VSS_SS_PRECOMMITTED = 5;
export const VSS_SS_PROCESSING_COMMIT = 6;
export const VSS_SS_COMMITTED = 7;
export const VSS_SS_PROCESSING_POSTCOMMIT = 8;
export const VSS_SS_PROCESSING_PREFINALCOMMIT = 9;
export const VSS_SS_PREFINALCOMMITTED = 10;
export const VSS_SS_PROCESSING_POSTFINALCOMMIT = 11;
export const VSS_SS_CREATED = 12;
export const VSS_SS_ABORTED = 13;
export const VSS_SS_DELETED = 14;
export const VSS_SS_POSTCOMMITTED = 15;
export const VSS_SS_COUNT = 16;

// VSS_VOLUME_SNAPSHOT_ATTRIBUTES (vss.h)
export const VSS_VOLSNAP_ATTR_PERSISTENT = 0x1;
export const VSS_VOLSNAP_ATTR_NO_AUTORECOVERY = 0x2;
export const VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE = 0x4;
export const VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE = 0x8;
export const VSS_VOLSNAP_ATTR_NO_WRITERS = 0x10;
export const VSS_VOLSNAP_ATTR_TRANSPORTABLE = 0x20;
export const VSS_VOLSNAP_ATTR_NOT_SURFACED = 0x40;
export const VSS_VOLSNAP_ATTR_NOT_TRANSACTED = 0x80;
export const VSS_VOLSNAP_ATTR_HARDWARE_ASSISTED = 0x10000;
export const VSS_VOLSNAP_ATTR_DIFFERENTIAL = 0x20000;
export const VSS_VOLSNAP_ATTR_PLEX = 0x40000;
export const VSS_VOLSNAP_ATTR_IMPORTED = 0x80000;
export const VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY = 0x100000;
export const VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY = 0x200000;
export const VSS_VOLSNAP_ATTR_AUTORECOVER = 0x400000;
export const VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY = 0x800000;
export const VSS_VOLSNAP_ATTR_DELAYED_POSTSNAPSHOT = 0x1000000;
export const VSS_VOLSNAP_ATTR_TXF_RECOVERY = 0x2000000;
export const VSS_VOLSNAP_ATTR_FILE_SHARE = 0x4000000;

// VSS_SNAPSHOT_CONTEXT (vss.h)
export const VSS_CTX_BACKUP = 0;
export const VSS_CTX_FILE_SHARE_BACKUP = 0x10;
export const VSS_CTX_NAS_ROLLBACK = 0x19;
export const VSS_CTX_APP_ROLLBACK = 0x9;
export const VSS_CTX_CLIENT_ACCESSIBLE = 0x1d;
export const VSS_CTX_CLIENT_ACCESSIBLE_WRITERS = 0xd;
export const VSS_CTX_ALL = 0xffffffff;

// VSS_PROVIDER_CAPABILITIES (vss.h)
export const VSS_PRV_CAPABILITY_LEGACY = 0x1;
export const VSS_PRV_CAPABILITY_COMPLIANT = 0x2;
export const VSS_PRV_CAPABILITY_LUN_REPOINT = 0x4;
export const VSS_PRV_CAPABILITY_LUN_RESYNC = 0x8;
export const VSS_PRV_CAPABILITY_OFFLINE_CREATION = 0x10;
export const VSS_PRV_CAPABILITY_MULTIPLE_IMPORT = 0x20;
export const VSS_PRV_CAPABILITY_RECYCLING = 0x40;
export const VSS_PRV_CAPABILITY_PLEX = 0x80;
export const VSS_PRV_CAPABILITY_DIFFERENTIAL = 0x100;
export const VSS_PRV_CAPABILITY_CLUSTERED = 0x200;

// VSS_HARDWARE_OPTIONS (vss.h)
export const VSS_BREAKEX_FLAG_MASK_LUNS = 0x1;
export const VSS_BREAKEX_FLAG_MAKE_READ_WRITE = 0x2;
export const VSS_BREAKEX_FLAG_REVERT_IDENTITY_ALL = 0x4;
export const VSS_BREAKEX_FLAG_REVERT_IDENTITY_NONE = 0x8;
export const VSS_ONLUNSTATECHANGE_NOTIFY_READ_WRITE = 0x100;
export const VSS_ONLUNSTATECHANGE_NOTIFY_LUN_PRE_RECOVERY = 0x200;
export const VSS_ONLUNSTATECHANGE_NOTIFY_LUN_POST_RECOVERY = 0x400;
export const VSS_ONLUNSTATECHANGE_DO_MASK_LUNS = 0x800;

// VSS_RECOVERY_OPTIONS (vss.h)
export const VSS_RECOVERY_REVERT_IDENTITY_ALL = 0x100;
export const VSS_RECOVERY_NO_VOLUME_CHECK = 0x200;

// VSS_WRITER_STATE (vss.h)
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
export const VSS_WS_COUNT = 16;

// VSS_BACKUP_TYPE (vss.h)
export const VSS_BT_UNDEFINED = 0;
export const VSS_BT_FULL = 1;
export const VSS_BT_INCREMENTAL = 2;
export const VSS_BT_DIFFERENTIAL = 3;
export const VSS_BT_LOG = 4;
export const VSS_BT_COPY = 5;
export const VSS_BT_OTHER = 6;

// VSS_RESTORE_TYPE (vss.h)
export const VSS_RTYPE_UNDEFINED = 0;
export const VSS_RTYPE_BY_COPY = 1;
export const VSS_RTYPE_IMPORT = 2;
export const VSS_RTYPE_OTHER = 3;

// VSS_ROLLFORWARD_TYPE (vss.h)
export const VSS_RF_UNDEFINED = 0;
export const VSS_RF_NONE = 1;
export const VSS_RF_ALL = 2;
export const VSS_RF_PARTIAL = 3;

// VSS_PROVIDER_TYPE (vss.h)
export const VSS_PROV_UNKNOWN = 0;
export const VSS_PROV_SYSTEM = 1;
export const VSS_PROV_SOFTWARE = 2;
export const VSS_PROV_HARDWARE = 3;
export const VSS_PROV_FILESHARE = 4;

// VSS_APPLICATION_LEVEL (vss.h)
export const VSS_APP_UNKNOWN = 0;
export const VSS_APP_SYSTEM = 1;
export const VSS_APP_BACK_END = 2;
export const VSS_APP_FRONT_END = 3;
export const VSS_APP_SYSTEM_RM = 4;
export const VSS_APP_AUTO = -1;

// VSS_SNAPSHOT_COMPATIBILITY (vss.h)
export const VSS_SC_DISABLE_DEFRAG = 0x1;
export const VSS_SC_DISABLE_CONTENTINDEX = 0x2;

// VSS_SNAPSHOT_PROPERTY_ID (vss.h)
export const VSS_SPROPID_UNKNOWN = 0x0;
export const VSS_SPROPID_SNAPSHOT_ID = 0x1;
export const VSS_SPROPID_SNAPSHOT_SET_ID = 0x2;
export const VSS_SPROPID_SNAPSHOTS_COUNT = 0x3;
export const VSS_SPROPID_SNAPSHOT_DEVICE = 0x4;
export const VSS_SPROPID_ORIGINAL_VOLUME = 0x5;
export const VSS_SPROPID_ORIGINATING_MACHINE = 0x6;
export const VSS_SPROPID_SERVICE_MACHINE = 0x7;
export const VSS_SPROPID_EXPOSED_NAME = 0x8;
export const VSS_SPROPID_EXPOSED_PATH = 0x9;
export const VSS_SPROPID_PROVIDER_ID = 0xa;
export const VSS_SPROPID_SNAPSHOT_ATTRIBUTES = 0xb;
export const VSS_SPROPID_CREATION_TIMESTAMP = 0xc;
export const VSS_SPROPID_STATUS = 0xd;

// VSS_FILE_SPEC_BACKUP_TYPE (vss.h)
export const VSS_FSBT_FULL_BACKUP_REQUIRED = 0x1;
export const VSS_FSBT_DIFFERENTIAL_BACKUP_REQUIRED = 0x2;
export const VSS_FSBT_INCREMENTAL_BACKUP_REQUIRED = 0x4;
export const VSS_FSBT_LOG_BACKUP_REQUIRED = 0x8;
export const VSS_FSBT_FULL_SNAPSHOT_REQUIRED = 0x100;
export const VSS_FSBT_DIFFERENTIAL_SNAPSHOT_REQUIRED = 0x200;
export const VSS_FSBT_INCREMENTAL_SNAPSHOT_REQUIRED = 0x400;
export const VSS_FSBT_LOG_SNAPSHOT_REQUIRED = 0x800;
export const VSS_FSBT_CREATED_DURING_BACKUP = 0x10000;
export const VSS_FSBT_ALL_BACKUP_REQUIRED = 0xf;
export const VSS_FSBT_ALL_SNAPSHOT_REQUIRED = 0xf00;

// VSS_BACKUP_SCHEMA (vss.h)
export const VSS_BS_UNDEFINED = 0x0;
export const VSS_BS_DIFFERENTIAL = 0x1;
export const VSS_BS_INCREMENTAL = 0x2;
export const VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL = 0x4;
export const VSS_BS_LOG = 0x8;
export const VSS_BS_COPY = 0x10;
export const VSS_BS_TIMESTAMPED = 0x20;
export const VSS_BS_LAST_MODIFY = 0x40;
export const VSS_BS_LSN = 0x80;
export const VSS_BS_WRITER_SUPPORTS_NEW_TARGET = 0x100;
export const VSS_BS_WRITER_SUPPORTS_RESTORE_WITH_MOVE = 0x200;
export const VSS_BS_INDEPENDENT_SYSTEM_STATE = 0x400;
export const VSS_BS_ROLLFORWARD_RESTORE = 0x1000;
export const VSS_BS_RESTORE_RENAME = 0x2000;
export const VSS_BS_AUTHORITATIVE_RESTORE = 0x4000;
export const VSS_BS_WRITER_SUPPORTS_PARALLEL_RESTORES = 0x8000;

// VSS_USAGE_TYPE (vswriter.h)
export const VSS_UT_UNDEFINED = 0;
export const VSS_UT_BOOTABLESYSTEMSTATE = 1;
export const VSS_UT_SYSTEMSERVICE = 2;
export const VSS_UT_USERDATA = 3;
export const VSS_UT_OTHER = 4;

// VSS_SOURCE_TYPE (vswriter.h)
export const VSS_ST_UNDEFINED = 0;
export const VSS_ST_TRANSACTEDDB = 1;
export const VSS_ST_NONTRANSACTEDDB = 2;
export const VSS_ST_OTHER = 3;

// VSS_RESTOREMETHOD_ENUM (vswriter.h)
export const VSS_RME_UNDEFINED = 0;
export const VSS_RME_RESTORE_IF_NOT_THERE = 1;
export const VSS_RME_RESTORE_IF_CAN_REPLACE = 2;
export const VSS_RME_STOP_RESTORE_START = 3;
export const VSS_RME_RESTORE_TO_ALTERNATE_LOCATION = 4;
export const VSS_RME_RESTORE_AT_REBOOT = 5;
export const VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE = 6;
export const VSS_RME_CUSTOM = 7;
export const VSS_RME_RESTORE_STOP_START = 8;

// VSS_WRITERRESTORE_ENUM (vswriter.h)
export const VSS_WRE_UNDEFINED = 0;
export const VSS_WRE_NEVER = 1;
export const VSS_WRE_IF_REPLACE_FAILS = 2;
export const VSS_WRE_ALWAYS = 3;

// VSS_COMPONENT_TYPE (vswriter.h)
export const VSS_CT_UNDEFINED = 0;
export const VSS_CT_DATABASE = 1;
export const VSS_CT_FILEGROUP = 2;

// VSS_ALTERNATE_WRITER_STATE (vswriter.h)
export const VSS_AWS_UNDEFINED = 0;
export const VSS_AWS_NO_ALTERNATE_WRITER = 1;
export const VSS_AWS_ALTERNATE_WRITER_EXISTS = 2;
export const VSS_AWS_THIS_IS_ALTERNATE_WRITER = 3;

// VSS_SUBSCRIBE_MASK (vswriter.h)
export const VSS_SM_POST_SNAPSHOT_FLAG = 0x1;
export const VSS_SM_BACKUP_EVENTS_FLAG = 0x2;
export const VSS_SM_RESTORE_EVENTS_FLAG = 0x4;
export const VSS_SM_IO_THROTTLING_FLAG = 0x8;
export const VSS_SM_ALL_FLAGS = 0xffffffff;

// VSS_RESTORE_TARGET (vswriter.h)
export const VSS_RT_UNDEFINED = 0;
export const VSS_RT_ORIGINAL = 1;
export const VSS_RT_ALTERNATE = 2;
export const VSS_RT_DIRECTED = 3;
export const VSS_RT_ORIGINAL_LOCATION = 4;

// VSS_FILE_RESTORE_STATUS (vswriter.h)
export const VSS_RS_UNDEFINED = 0;
export const VSS_RS_NONE = 1;
export const VSS_RS_ALL = 2;
export const VSS_RS_FAILED = 3;

// VSS_COMPONENT_FLAGS (vswriter.h)
export const VSS_CF_BACKUP_RECOVERY = 0x1;
export const VSS_CF_APP_ROLLBACK_RECOVERY = 0x2;
export const VSS_CF_NOT_SYSTEM_STATE = 0x4;

// HRESULTs that an IVssAsync answers with (vsserror.h)
export const VSS_S_ASYNC_PENDING = 0x00042309;
export const VSS_S_ASYNC_FINISHED = 0x0004230a;
export const VSS_S_ASYNC_CANCELLED = 0x0004230b;
