import type { PageInWords } from '../checksum/page-checksum.js';
import type { PageLayout } from '../checksum/page-layout.js';
import { xorOfWords } from '../checksum/xor-checksum.js';
import { type BackupTrailer, backupTrailerFields, decodeBackupTrailer } from '../format/backup-trailer.js';
import { tableSize } from '../format/field-table.js';

const TRAILER_WORDS = tableSize(backupTrailerFields) / 4;

/** The trailer of a streaming backup, if a page is one: it has a header's checksum and none of the fields that a page has. */
export function trailerOf({ words, first }: PageInWords, layout: PageLayout): BackupTrailer | undefined {
  const isBlank = [1, 2, 3, 6].every((word) => words[first + word] === 0);
  if (!isBlank || words[first] !== xorOfWords(words, first, first + layout.pageWords)) return undefined;
  const bytes = new DataView(new ArrayBuffer(4 * TRAILER_WORDS));
  for (let word = 0; word < TRAILER_WORDS; word++) bytes.setInt32(4 * word, words[first + word] ?? 0, true);
  return decodeBackupTrailer(new Uint8Array(bytes.buffer));
}
