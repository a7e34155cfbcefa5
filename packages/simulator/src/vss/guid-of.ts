import { createHash } from 'node:crypto';

/** A GUID that is always the same for the same words. */
export function guidOf(...words: readonly string[]): string {
  const digits = createHash('sha256').update(words.join('\0')).digest('hex');
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
  ];
  return `{${parts.join('-')}-${digits.slice(20, 32)}}`;
}
