/**
 * The file system that a restore writes to. Paths are the machine's own, such as `C:\Windows\NTDS\ntds.dit`; errors are
 * Node's, with an errno word as their `code`. A seam, so that every step of a restore can be made to fail in a test.
 */
export interface RestoreFileSystem {
  /** The names in a folder; none where there is no such folder. */
  list(folder: string): Promise<readonly RestoreEntry[]>;
  /** Makes one folder. Answers whether it made it, false where it was there. Fails with `ENOENT` where the one above it is missing. */
  makeFolder(folder: string): Promise<boolean>;
  /** Begins a file, in place of one that is there. */
  create(path: string): Promise<RestoreFileWriter>;
  /** Renames within a volume. The caller makes sure that nothing is at `to`. */
  rename(from: string, to: string): Promise<void>;
  removeFile(path: string): Promise<void>;
  /** Removes a folder with nothing in it. */
  removeFolder(folder: string): Promise<void>;
  /** Makes the names in a folder durable. */
  syncFolder(folder: string): Promise<void>;
}

/** What is in a folder. */
export interface RestoreEntry {
  readonly name: string;
  /** Anything but a folder; a link is what it is, not what it leads to. */
  readonly isFile: boolean;
}

/** A file being written from its start to its end. Once closed, whatever came of it, it is not used again. */
export interface RestoreFileWriter {
  /** Writes all of `bytes`. */
  write(bytes: Uint8Array): Promise<void>;
  /** Makes what was written durable, gives the file its time where that is known, and closes it. */
  finish(modified?: Date): Promise<void>;
  /** Closes the file as it is, to be removed. */
  discard(): Promise<void>;
}
