/** The two zero blocks that end a tar archive. */
export const tarEnd = new Uint8Array(1024);

const blockSize = 512;

/** A small file on its way into a pack. */
export interface PackedFile {
  /** The name inside the archive: the same rule as under `data/`. */
  readonly name: string;
  readonly modified: Date;
  readonly bytes: Uint8Array;
}

/**
 * One member of a tar archive (POSIX.1-2001, pax), whole blocks, and where the file's bytes begin in it. A name over
 * 100 bytes or with more than ASCII in it stands in a pax header, as UTF-8, which every tar of today reads.
 *
 * Written here because it is a table of seven fields, and a general packer took half the time of backing up a small file.
 */
export function tarMember(file: PackedFile): { readonly bytes: Uint8Array; readonly contentOffset: number } {
  const pax = needsPax(file.name) ? paxRecord('path', file.name) : undefined;
  const paxBlocks = pax === undefined ? 0 : blockSize + wholeBlocks(pax.length);
  const contentOffset = paxBlocks + blockSize;
  const bytes = Buffer.alloc(contentOffset + wholeBlocks(file.bytes.length));
  const seconds = Math.max(0, Math.floor(file.modified.getTime() / 1000));
  if (pax !== undefined) {
    writeHeader(bytes, { name: 'pax', type: 'x', size: pax.length, seconds });
    bytes.set(pax, blockSize);
  }
  const header = bytes.subarray(paxBlocks, contentOffset);
  writeHeader(header, { name: file.name, type: '0', size: file.bytes.length, seconds });
  bytes.set(file.bytes, contentOffset);
  return { bytes, contentOffset };
}

interface Header {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly seconds: number;
}

/** Fills a zeroed block. Offsets and widths are those of `ustar` in POSIX.1-1988. */
function writeHeader(block: Buffer, { name, type, size, seconds }: Header): void {
  block.write(name, 0, 100);
  block.write('0000600\0', 100, 'latin1');
  block.write('0000000\0', 108, 'latin1');
  block.write('0000000\0', 116, 'latin1');
  block.write(octal(size, 11), 124, 'latin1');
  block.write(octal(seconds, 11), 136, 'latin1');
  block.write('        ', 148, 'latin1');
  block.write(type, 156, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  let sum = 0;
  for (let index = 0; index < blockSize; index++) sum += block[index] ?? 0;
  block.write(`${octal(sum, 6)}\0 `, 148, 'latin1');
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function wholeBlocks(bytes: number): number {
  return Math.ceil(bytes / blockSize) * blockSize;
}

function needsPax(name: string): boolean {
  return name.length > 100 || !/^[ -~]*$/.test(name);
}

/** `<length> <key>=<value>\n`, where the length counts its own digits too. */
function paxRecord(key: string, value: string): Buffer {
  const rest = ` ${key}=${value}\n`;
  const restBytes = Buffer.byteLength(rest);
  let length = restBytes + String(restBytes).length;
  if (String(length).length > String(restBytes).length) length = restBytes + String(length).length;
  return Buffer.from(`${length}${rest}`);
}
