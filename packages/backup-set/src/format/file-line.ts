import { z } from 'zod';
import { byteCount, digestSchema, sha256Digest } from './digest-schema.js';
import { storedPlaceSchema } from './stored-place.js';

/** Where the bytes of a file lie on disk. With `offset` they are part of a pack. The hash is of the bytes on disk. */
const storedSchema = z
  .strictObject({
    in: storedPlaceSchema('data', 'packs'),
    offset: byteCount.optional(),
    bytes: byteCount,
    sha256: sha256Digest,
  })
  .refine(
    (stored) => stored.in.startsWith('packs/') === (stored.offset !== undefined),
    'a file in a pack has an offset, and no other has one',
  );

/** A file, a folder or a reparse point of the backup: one line of `files.ndjson`. */
export const fileLineSchema = z
  .strictObject({
    /** The original path on the running system, never one inside a shadow copy. */
    path: z.string().min(1).max(32_767),
    list: z.enum(['databases', 'logs', 'others']),
    kind: z.enum(['database', 'log', 'checkpoint', 'patch', 'file', 'directory', 'reparse-point']),
    component: z.string().max(4096),
    /** The type that a legacy backup named the file with (BFT). */
    attachmentType: z.int().nonnegative().optional(),
    /** ISO 8601, UTC. */
    created: z.string().max(64).optional(),
    modified: z.string().max(64).optional(),
    /** FILE_ATTRIBUTE_*, as a bit mask. */
    attributes: z.int().nonnegative().max(0xffff_ffff).optional(),
    /** The `id` of an earlier `securityDescriptor` line. */
    securityDescriptor: z.int().nonnegative().optional(),
    reparseTarget: z.string().max(65_535).optional(),
    stored: storedSchema.optional(),
    /** The file itself, whatever is done to its bytes on disk. */
    content: digestSchema.optional(),
    /** Why the file is not in the set. */
    skipped: z.string().max(4096).optional(),
  })
  .refine(
    hasOneFate,
    'a file is stored with its content or skipped; a folder and a reparse point are neither',
  );

/** A security descriptor (SDDL), once, before the first line that refers to it. Ids count up from 0. */
export const descriptorLineSchema = z.strictObject({
  securityDescriptor: z.string().max(1_000_000),
  id: z.int().nonnegative(),
});

/** A pack, whole: after the lines of its files. */
export const packLineSchema = z.strictObject({
  pack: storedPlaceSchema('packs'),
  bytes: byteCount,
  sha256: sha256Digest,
});

export type FileLine = Readonly<z.infer<typeof fileLineSchema>>;
export type DescriptorLine = Readonly<z.infer<typeof descriptorLineSchema>>;
export type PackLine = Readonly<z.infer<typeof packLineSchema>>;

/** Any line of `files.ndjson`. Tell them apart by their first key: `path`, `pack` or `securityDescriptor`. */
export const setLineSchema = z.union([fileLineSchema, descriptorLineSchema, packLineSchema]);
export type SetLine = FileLine | DescriptorLine | PackLine;

function hasOneFate(line: { kind: string; stored?: unknown; content?: unknown; skipped?: unknown }): boolean {
  const isStored = line.stored !== undefined && line.content !== undefined && line.skipped === undefined;
  const isNot = line.stored === undefined && line.content === undefined;
  const hasBytes = line.kind !== 'directory' && line.kind !== 'reparse-point';
  return hasBytes ? isStored || (isNot && line.skipped !== undefined) : isNot && line.skipped === undefined;
}
