import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DsBackupError } from '@dsbackup/session';
import { diskError, isSystemError } from '../disk/disk-error.js';
import { readSmallFile } from '../disk/read-small-file.js';
import type { Digest } from '../format/digest-schema.js';
import type { Manifest } from '../format/manifest.js';
import { setLimits } from '../format/set-limits.js';
import type { SetFindings } from './set-problem.js';

/** Compares the documents and the token of a set with its manifest. */
export async function checkDocuments(
  folder: string,
  manifest: Manifest,
  findings: SetFindings,
): Promise<void> {
  for (const document of documentsOf(manifest)) {
    await findings.attempt(document.in, () => checkDocument(folder, document));
  }
}

/** The documents of a set with its token, by their places. */
export function documentsOf({ documents, expiryToken }: Manifest): (Digest & { readonly in: string })[] {
  return expiryToken === undefined ? documents : [...documents, expiryToken];
}

async function checkDocument(folder: string, document: Digest & { readonly in: string }): Promise<void> {
  const path = join(folder, ...document.in.split('/'));
  const bytes = await readSmallFile(path, setLimits.documentBytes).catch((error: unknown) => {
    const code = isSystemError(error, 'ENOENT', 'ENOTDIR') ? 'SET_DAMAGED' : 'SET_UNREADABLE';
    throw diskError(error, { doing: 'could not read', path, code });
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (bytes.length === document.bytes && sha256 === document.sha256) return;
  throw new DsBackupError({ code: 'SET_DAMAGED', message: `${document.in} is not what was written.` });
}
