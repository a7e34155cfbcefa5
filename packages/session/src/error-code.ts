/**
 * Every `code` of a `DsBackupError`, with what it means in one line. The same word for both backends.
 * `docs/errors.md` has the whole table with exit codes, and a test holds it to this list.
 */
export const errorCodes = {
  // Promises that the caller broke. The session goes on.
  FILE_ALREADY_OPEN: 'A file is open; only one can be.',
  NO_FILE_OPEN: 'No file is open.',
  FILE_NOT_LISTED: 'The file is not one of this session: neither listed by it nor in its plan.',
  OUT_OF_ORDER: 'The call came too late or too early.',
  DATABASES_UNREAD: 'Databases have not been read to their end.',
  FILES_UNREAD: 'Listed files have not been read to their end.',
  FILES_UNPLACED: 'Planned files have not been placed whole.',
  TRUNCATE_REFUSED: 'Logs are not cut after a skipped or failed file.',
  OPERATION_IN_PROGRESS: 'Another operation of the session is running.',
  INVALID_SESSION: 'The session has ended.',
  SESSION_FAILED: 'The session has failed; it can only be closed, aborted and ended.',
  INVALID_ARGUMENT: 'An argument is not what the call takes.',
  UNSUPPORTED: 'The backend cannot do this; its capabilities say so.',
  PLAINTEXT_REFUSED: 'A set in the clear must be asked for by name.',
  // The machine and its services.
  NO_BACKEND: 'No backend can be used here.',
  ACCESS_DENIED: 'Windows refused access.',
  DIRECTORY_OFFLINE: 'The directory service is not online.',
  DIRECTORY_ONLINE: 'The directory service is online; a restore needs it offline.',
  SERVER_UNAVAILABLE: 'The backup service could not be reached.',
  BACKUP_IN_PROGRESS: 'Another backup is running.',
  RESTORE_IN_PROGRESS: 'Another restore is under way.',
  SNAPSHOT_IN_PROGRESS: 'Another shadow copy is being made.',
  EXPIRED: 'The backup is too old to be restored.',
  TOKEN_REFUSED: 'The expiry token is missing, or none that Windows knows.',
  WRITER_FAILED: 'A writer failed.',
  WRITER_MISSING: 'A writer that this backup needs is not there.',
  VOLUME_NOT_SUPPORTED: 'A volume cannot be in a shadow copy.',
  SNAPSHOT_LOST: 'The shadow copy is gone or could not be made.',
  INSUFFICIENT_STORAGE: 'There is not enough space.',
  OUT_OF_MEMORY: 'Windows ran out of memory or another resource.',
  SOURCE_MISSING: 'The source, or a file of it, is not there.',
  SOURCE_CHANGED: 'The source changed while it was being read.',
  SOURCE_DAMAGED: 'The source holds damaged pages or logs.',
  FILE_UNREADABLE: 'A file could not be read.',
  DEADLINE_EXCEEDED: 'A step took longer than it was given.',
  RELEASE_FAILED: 'Something could not be given back.',
  NATIVE_FAILURE: 'Windows reported a failure that has no word of its own here.',
  // Sets on disk.
  SET_MISSING: 'There is no backup set here.',
  SET_INCOMPLETE: 'The set was never finished.',
  SET_INVALID: 'The set is not well-formed.',
  SET_DAMAGED: 'The set is not what was written.',
  SET_UNREADABLE: 'The set could not be read.',
  UNSAFE_PATH: 'A path in the set would lead out of its folder.',
  TARGET_EXISTS: 'The target is already there.',
  TARGET_UNWRITABLE: 'The target cannot be written.',
} as const satisfies Record<string, string>;

/** A word for what went wrong, the same for every backend. Branch on this, never on a message. */
export type ErrorCode = keyof typeof errorCodes;
