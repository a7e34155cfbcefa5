/**
 * The names inside a set. Everything else lies under `data/`, `packs/` or `documents/`; see `storedPath`
 * for the rule that names the files of `data/`.
 */
export const setLayout = {
  manifest: 'manifest.json',
  /** SHA-256 of the manifest's exact bytes, in the form that `sha256sum -c` reads. */
  manifestSum: 'manifest.json.sha256',
  fileLines: 'files.ndjson',
  data: 'data',
  packs: 'packs',
  documents: 'documents',
  /** The expiry token of a legacy backup, every byte as the backend gave it. */
  expiryToken: 'documents/expiry-token.bin',
  /** A manifest and documents as they were before the backup was declared a success; gone from a finished set. */
  draft: 'draft',
  /** What a folder's name ends with until the set is whole. */
  partialSuffix: '.partial',
} as const;
