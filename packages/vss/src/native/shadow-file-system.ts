/** A file or folder inside a shadow copy. */
export interface ShadowEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'reparse-point';
  /** Bytes; 0 for what has none. */
  readonly size: number;
  /** ISO 8601 in UTC. */
  readonly created: string;
  readonly modified: string;
  /** FILE_ATTRIBUTE_* bits. */
  readonly attributes: number;
  /** Owner, group and access list in SDDL, where it could be read. */
  readonly securityDescriptor?: string;
  /** Where a reparse point leads, where it could be read. It is never followed. */
  readonly reparseTarget?: string;
}

/** An open file inside a shadow copy. */
export interface ShadowFile {
  readonly size: number;
  /** Reads on into `buffer`; 0 at the end. */
  read(buffer: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

/**
 * Reading inside a shadow copy. Paths are full device paths, such as
 * `\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopy3\Windows\NTDS\ntds.dit`. Every method rejects with an error
 * whose `errno`-style `code` is Node's (`ENOENT`, `EACCES`, `EIO`, ...).
 */
export interface ShadowFileSystem {
  /** One entry. A reparse point is told of, not followed. */
  stat(path: string): Promise<ShadowEntry>;
  /** The entries of a folder, streamed, in no promised order, without `.` and `..`. */
  list(path: string): AsyncIterable<ShadowEntry>;
  /** Opens for reading, with the backup privilege where the process has it. Refuses a reparse point with `ELOOP`. */
  open(path: string): Promise<ShadowFile>;
}
