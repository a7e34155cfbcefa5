import { z } from 'zod';

/** Bytes that a file has, as a count. */
export const byteCount = z.int().nonnegative();

/** A SHA-256, 64 lower-case hexadecimal digits. */
export const sha256Digest = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in lower-case hexadecimal');

/** How many bytes, and what they hash to. */
export const digestSchema = z.strictObject({ bytes: byteCount, sha256: sha256Digest });
export type Digest = Readonly<z.infer<typeof digestSchema>>;
