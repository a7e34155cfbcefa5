import type { OpenedFile } from './backup-file.js';
import type { FileEntry } from './file-ledger.js';

/** The one file that is open, from the driver's `open` to its `close`. */
export interface OpenFile {
  readonly opened: OpenedFile;
  readonly entry: FileEntry;
  /** Bytes that the caller got. What is still staged is not among them. */
  bytes: number;
  /** The driver has said that there is no more; it must not be asked again. */
  driverAtEnd: boolean;
  /** The caller has been told 0: the file is read to its end. */
  atEnd: boolean;
  /** Bytes that the driver gave and the caller has not got yet. */
  staged: Uint8Array;
}
