import { z } from 'zod';
import { byteCount, sha256Digest } from './digest-schema.js';
import { setLimits } from './set-limits.js';
import { setNamePattern } from './set-name.js';
import { storedPlaceSchema } from './stored-place.js';

const fileFact = { bytes: byteCount, sha256: sha256Digest };
const documentPlace = storedPlaceSchema('documents');

const componentSchema = z.strictObject({
  component: z.string().max(4096),
  succeeded: z.boolean(),
  files: byteCount,
  bytes: byteCount,
  /** How many of its files were left out; `files.ndjson` names them, with the reason. */
  skipped: byteCount,
});

/** `manifest.json`: what a set is, in one small page. Version 1. A reader refuses keys that it doesn't know. */
export const manifestSchema = z.strictObject({
  format: z.literal('dsbackup-set'),
  version: z.literal(1),
  id: z.uuid(),
  /** The name that the set's folder was given. */
  name: z.string().regex(setNamePattern, 'no name that a set is given'),
  source: z.strictObject({
    computerName: z.string().min(1).max(255),
    /** The operating system, in words. */
    system: z.string().max(1000),
  }),
  backend: z.string().min(1).max(100),
  /** `directory-database` is the directory database only: no SYSVOL, registry or boot files. */
  coverage: z.enum(['directory-database', 'system-state']),
  /** How the stored bytes are protected. */
  protection: z.literal('none'),
  started: z.iso.datetime(),
  finished: z.iso.datetime(),
  /**
   * `declared`: the backend was told of success and accepted it. `undeclared`: everything was read and stored,
   * but the program ended before it knew the answer; only a draft and an adopted set say so.
   */
  completion: z.enum(['declared', 'undeclared']),
  /** Absent while undeclared: not known. */
  logsTruncated: z.boolean().optional(),
  components: z.array(componentSchema).max(setLimits.components),
  warnings: z.array(z.string().max(setLimits.warningLength)).max(setLimits.warnings),
  /** `files.ndjson`. */
  fileLines: z.strictObject({ ...fileFact, lines: byteCount }),
  documents: z
    .array(z.strictObject({ name: z.string().min(1).max(255), in: documentPlace, ...fileFact }))
    .max(setLimits.documents),
  expiryToken: z.strictObject({ in: documentPlace, ...fileFact }).optional(),
  totals: z.strictObject({
    files: byteCount,
    directories: byteCount,
    reparsePoints: byteCount,
    skipped: byteCount,
    /** Bytes of the files themselves. */
    contentBytes: byteCount,
    packs: byteCount,
    /** Bytes under `data/` and `packs/`. */
    storedBytes: byteCount,
  }),
});

export type Manifest = Readonly<z.infer<typeof manifestSchema>>;
export type SetTotals = Manifest['totals'];
