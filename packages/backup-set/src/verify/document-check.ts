import type { Digest } from '../format/digest-schema.js';
import type { Manifest } from '../format/manifest.js';
import { readSetDocument } from '../read/read-set-documents.js';
import type { SetFindings } from './set-problem.js';

/** Compares the documents and the token of a set with its manifest. */
export async function checkDocuments(
  folder: string,
  manifest: Manifest,
  findings: SetFindings,
): Promise<void> {
  for (const document of documentsOf(manifest)) {
    await findings.attempt(document.in, () => readSetDocument(folder, document));
  }
}

/** The documents of a set with its token, by their places. */
export function documentsOf({ documents, expiryToken }: Manifest): (Digest & { readonly in: string })[] {
  return expiryToken === undefined ? documents : [...documents, expiryToken];
}
