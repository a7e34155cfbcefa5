import { JetError } from '@dsbackup/ese';

/** What each number means to whoever has to act on it, by the name that `JetError` has for it. */
const meanings: Readonly<Record<string, string>> = {
  BadPageLink: 'pages that should follow each other do not',
  BadParentPageLink: 'a page and the one above it do not agree',
  LogFileCorrupt: 'a log is damaged',
  InvalidLogSequence: 'logs do not follow each other',
  MissingLogFile: 'a log between others is missing',
  BadLogSignature: 'a log belongs to another stream of logs',
  BadDbSignature: 'a log belongs to another database',
  BadCheckpointSignature: 'the checkpoint belongs to another stream of logs',
  CheckpointCorrupt: 'the checkpoint is damaged',
  LogFileSizeMismatch: 'a log has another size than it says',
  RequiredLogFilesMissing: 'logs without which the database is not whole are missing',
  DatabaseDirtyShutdown: 'the database was not shut down cleanly',
  CommittedLogFilesMissing: 'logs with the last transactions are missing',
  LogSequenceChecksumMismatch: 'a log follows another one than the one that is there',
  LogReadVerifyFailure: 'a log read back is not what was written',
  ReadVerifyFailure: 'a page read back is not what was written',
  PageNotInitialized: 'a page that is in use was never written',
  ReadPgnoVerifyFailure: 'a page stands where another belongs',
  DatabaseCorrupted: 'the database is damaged',
  InvalidDatabaseVersion: 'the format of the database is not known',
  PageSizeMismatch: 'page sizes differ',
  FileInvalidType: 'the file is of another kind',
};

/** A JET error number as Windows names it, and what it means: `JET_errReadVerifyFailure`, `a page read back is …`. */
export function jetErrorWords(
  number: number,
): { readonly name: string; readonly meaning: string } | undefined {
  const name = Object.entries(JetError).find(([, value]) => value === number)?.[0];
  const meaning = name === undefined ? undefined : meanings[name];
  return meaning === undefined ? undefined : { name: `JET_err${name}`, meaning };
}

/** The number, with its name if it has one here: `JET -1018, JET_errReadVerifyFailure`. */
export function jetErrorLabel(number: number): string {
  const words = jetErrorWords(number);
  return words === undefined ? `JET ${number}` : `JET ${number}, ${words.name}`;
}
