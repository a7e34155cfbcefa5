/** Which of a session's three lists named a file. Order rules go by this, never by what the file is. */
export type FileList = 'databases' | 'logs' | 'others';

/** What a file is, as far as the backend knows. Only `reparse-point` and `directory` have no bytes to read. */
export type FileKind = 'database' | 'log' | 'checkpoint' | 'patch' | 'file' | 'directory' | 'reparse-point';

/** Whether a file of this kind has bytes to read or to write. */
export function hasBytes({ kind }: { readonly kind: FileKind }): boolean {
  return kind !== 'directory' && kind !== 'reparse-point';
}

/**
 * One file of a backup, as a session lists it.
 *
 * A session knows its files by identity: hand back the object that a list gave, not a copy. Nothing
 * that was not listed can be opened, so no caller can be talked into reading a file of its own choosing.
 */
export interface BackupFile {
  /** The original path, as Windows names it on the running system; never a path inside a shadow copy. */
  readonly path: string;
  readonly list: FileList;
  readonly kind: FileKind;
  /** The component that fails when this file can't be read; one of those that the receipt reports. */
  readonly component: string;
  /** The attachment type that a legacy backup named it with (BFT), kept because a restore needs it. */
  readonly attachmentType?: number;
  /** Size in bytes where the list already knows it; `openFile` has the last word. */
  readonly size?: number;
  /** Times as ISO 8601 in UTC, where the backend knows them. */
  readonly created?: string;
  readonly modified?: string;
  /** Windows file attributes (FILE_ATTRIBUTE_*), as a bit mask. */
  readonly attributes?: number;
  /** Owner, group and access list in the Security Descriptor Definition Language. */
  readonly securityDescriptor?: string;
  /** Where a reparse point leads. It is recorded and never followed. */
  readonly reparseTarget?: string;
}

/** A file that `openFile` opened. */
export interface OpenedFile {
  readonly file: BackupFile;
  /** Bytes that the backend announces. What `read` gives until it returns 0 is the truth. */
  readonly size: number;
}
