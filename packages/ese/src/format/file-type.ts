/** The kind of an ESE file, as the field at byte 667 of every header says it; 0 in very old files. */
export const FileType = {
  Unknown: 0,
  Database: 1,
  Streaming: 2,
  Log: 3,
  Checkpoint: 4,
  TemporaryDatabase: 5,
  FlushMap: 7,
  RevertSnapshot: 10,
} as const;

/** Where that field lies: at the same odd offset in every header. */
export const FILE_TYPE_OFFSET = 667;
