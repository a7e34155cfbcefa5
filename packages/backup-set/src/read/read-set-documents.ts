import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type BackupCommit, DsBackupError, isSystemError } from '@dsbackup/session';
import { diskError } from '../disk/disk-error.js';
import { readSmallFile } from '../disk/read-small-file.js';
import type { Digest } from '../format/digest-schema.js';
import { setLimits } from '../format/set-limits.js';
import type { BackupSet } from '../read-backup-set.js';

/** What a restore asks back of a set: see `BackupCommit`. */
export type SetDocuments = Pick<BackupCommit, 'documents' | 'expiryToken'>;

/**
 * Reads the documents of a set and its expiry token, each compared with the manifest by length and hash. A set without a token
 * can't be restored over ntdsbcli.dll; it can only be asked for locations. Holds them in memory: some hundred KiB as a rule.
 *
 * Rejects: `SET_DAMAGED` for one that is missing or is not what was written, `SET_INVALID` for one that is no plain file or too
 * long, `SET_UNREADABLE`.
 */
export async function readSetDocuments({ path, manifest }: BackupSet): Promise<SetDocuments> {
  const documents: { name: string; bytes: Uint8Array }[] = [];
  for (const document of manifest.documents) {
    documents.push({ name: document.name, bytes: await readSetDocument(path, document) });
  }
  if (manifest.expiryToken === undefined) return { documents };
  return { documents, expiryToken: await readSetDocument(path, manifest.expiryToken) };
}

/** Reads one document below the set's folder. Rejects as `readSetDocuments`. */
export async function readSetDocument(
  folder: string,
  document: Digest & { readonly in: string },
): Promise<Uint8Array> {
  const path = join(folder, ...document.in.split('/'));
  const bytes = await readSmallFile(path, setLimits.documentBytes).catch((error: unknown) => {
    const code = isSystemError(error, 'ENOENT', 'ENOTDIR') ? 'SET_DAMAGED' : 'SET_UNREADABLE';
    throw diskError(error, { doing: 'could not read', path, code });
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (bytes.length === document.bytes && sha256 === document.sha256) return bytes;
  throw new DsBackupError({ code: 'SET_DAMAGED', message: `${document.in} is not what was written.` });
}
