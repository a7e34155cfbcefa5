import { parseMultiString } from '@dsbackup/win32';

/** One name of a list: its type (`BFT_*`), and the path behind it, which is empty when the entry was only a type. */
export interface AttachmentName {
  readonly type: number;
  readonly path: string;
}

/** A list of names as the DLL wrote it. */
export interface AttachmentList {
  readonly names: readonly AttachmentName[];
  /** False when the block ended inside a character or a name: what follows is missing, and may have been more names. */
  readonly complete: boolean;
}

/**
 * Reads the list that DsBackupGetDatabaseNamesW and DsBackupGetBackupLogsW give: entries of a type character and
 * a path, each ended by a NUL, and one more NUL at the end. Never looks past `bytes`, whose length is the size that
 * the DLL gave, in bytes. Whether the last NUL is always there is not said anywhere, so a list without it is whole too.
 *
 * Source: https://learn.microsoft.com/windows/win32/api/ntdsbcli/nf-ntdsbcli-dsbackupgetdatabasenamesw
 */
export function parseAttachmentList(bytes: Uint8Array): AttachmentList {
  const { entries, complete } = parseMultiString(bytes);
  return {
    names: entries.map((entry) => ({ type: entry.charCodeAt(0), path: entry.slice(1) })),
    complete,
  };
}
