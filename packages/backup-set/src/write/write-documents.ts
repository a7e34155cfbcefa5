import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BackupCommit, DsBackupError } from '@dsbackup/session';
import { withTargetErrors } from '../disk/target-errors.js';
import { writeDurableFile } from '../disk/write-durable-file.js';
import type { Digest } from '../format/digest-schema.js';
import type { Manifest } from '../format/manifest.js';
import { isSafeSegment } from '../format/safe-segment.js';
import { setLayout } from '../format/set-layout.js';

/** What a manifest says of documents and token. */
export type WrittenDocuments = Pick<Manifest, 'documents' | 'expiryToken'>;

/**
 * Writes the documents and the token of a backup below `folder`, durably, into `documents/`. Rejects with
 * `INVALID_ARGUMENT` for a document whose name is no plain file name, and for a token without bytes.
 */
export async function writeDocuments(
  folder: string,
  { documents, expiryToken }: Pick<BackupCommit, 'documents' | 'expiryToken'>,
): Promise<WrittenDocuments> {
  const parent = join(folder, setLayout.documents);
  await withTargetErrors(parent, () => mkdir(parent, { recursive: true, mode: 0o700 }));
  const written: Manifest['documents'] = [];
  for (const { name, bytes } of documents) {
    requirePlainName(name);
    const place = `${setLayout.documents}/${name}`;
    await writeDurableFile(join(folder, place), bytes);
    written.push({ name, in: place, ...digestOf(bytes) });
  }
  if (expiryToken === undefined) return { documents: written };
  if (expiryToken.length === 0) throw emptyToken();
  await writeDurableFile(join(folder, setLayout.expiryToken), expiryToken);
  return { documents: written, expiryToken: { in: setLayout.expiryToken, ...digestOf(expiryToken) } };
}

function requirePlainName(name: string): void {
  if (isSafeSegment(name)) return;
  throw new DsBackupError({
    code: 'INVALID_ARGUMENT',
    message: `The backend named a document ${JSON.stringify(name)}, which is no plain file name.`,
  });
}

/** It would pass for a token until the day it is needed. */
function emptyToken(): DsBackupError {
  return new DsBackupError({
    code: 'INVALID_ARGUMENT',
    message: 'The backend gave an expiry token of no bytes, without which the set could not be restored.',
  });
}

function digestOf(bytes: Uint8Array): Digest {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
