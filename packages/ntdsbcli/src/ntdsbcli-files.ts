import type { BackupFile, FileKind, FileList } from '@dsbackup/session';
import type { AttachmentName } from './native/attachment-list.js';
import { BFT_DIRECTORY, BFT_LOG, BFT_NTDS_DATABASE, BFT_PATCH_FILE } from './native/bft.js';

/** The only component of such a backup: database and logs are one, whole or worthless. */
export const NTDS_COMPONENT = 'ntds';

/**
 * A name of the DLL's lists as a file of the session. What it is goes by its type, and when it may be opened by the
 * list, since the list of databases may also name logs and patch files.
 */
export function toBackupFile(name: AttachmentName, list: FileList): BackupFile {
  return {
    path: name.path,
    list,
    kind: fileKind(name.type),
    component: NTDS_COMPONENT,
    attachmentType: name.type,
  };
}

function fileKind(type: number): FileKind {
  if (type === BFT_NTDS_DATABASE) return 'database';
  if (type === BFT_LOG) return 'log';
  if (type === BFT_PATCH_FILE) return 'patch';
  return (type & BFT_DIRECTORY) === 0 ? 'file' : 'directory';
}
