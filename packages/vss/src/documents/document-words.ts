/**
 * The words by which the documents say what the API says in numbers. Those of usage, backup type and three of the
 * restore methods are in published documents of Windows Server 2012; the rest are UNSOURCED and follow the names
 * of the constants, so that more than one form is accepted.
 * @packageDocumentation
 */

/** A word and the number that it stands for. */
export type Words = ReadonlyMap<string, number>;

/** VSS_USAGE_TYPE */
export const usageWords: Words = new Map([
  ['UNDEFINED', 0],
  ['BOOTABLE_SYSTEM_STATE', 1],
  ['SYSTEM_SERVICE', 2],
  ['USER_DATA', 3],
  ['OTHER', 4],
]);

/** VSS_SOURCE_TYPE */
export const sourceWords: Words = new Map([
  ['UNDEFINED', 0],
  ['TRANSACTION_DB', 1],
  ['TRANSACTED_DB', 1],
  ['NONTRANSACTION_DB', 2],
  ['NONTRANSACTED_DB', 2],
  ['NONTRANSACTIONAL_DB', 2],
  ['OTHER', 3],
]);

/** VSS_RESTOREMETHOD_ENUM */
export const restoreMethodWords: Words = new Map([
  ['UNDEFINED', 0],
  ['RESTORE_IF_NONE_THERE', 1],
  ['RESTORE_IF_NOT_THERE', 1],
  ['RESTORE_IF_CAN_BE_REPLACED', 2],
  ['RESTORE_IF_CAN_REPLACE', 2],
  ['STOP_RESTART_SERVICE', 3],
  ['STOP_RESTORE_START', 3],
  ['RESTORE_TO_ALTERNATE_LOCATION', 4],
  ['REPLACE_AT_REBOOT', 5],
  ['RESTORE_AT_REBOOT', 5],
  ['REPLACE_AT_REBOOT_IF_CANNOT_REPLACE', 6],
  ['RESTORE_AT_REBOOT_IF_CANNOT_REPLACE', 6],
  ['CUSTOM', 7],
  ['RESTORE_STOP_START', 8],
]);

/** VSS_WRITERRESTORE_ENUM */
export const writerRestoreWords: Words = new Map([
  ['UNDEFINED', 0],
  ['NEVER', 1],
  ['IF_REPLACE_FAILS', 2],
  ['IFREPLACEFAILS', 2],
  ['ALWAYS', 3],
]);

/** VSS_BACKUP_TYPE */
export const backupTypeWords: Words = new Map([
  ['UNDEFINED', 0],
  ['FULL', 1],
  ['INCREMENTAL', 2],
  ['DIFFERENTIAL', 3],
  ['LOG', 4],
  ['COPY', 5],
  ['OTHER', 6],
]);

/** VSS_COMPONENT_TYPE */
export const componentTypeWords: Words = new Map([
  ['DATABASE', 1],
  ['FILEGROUP', 2],
  ['FILE_GROUP', 2],
]);
