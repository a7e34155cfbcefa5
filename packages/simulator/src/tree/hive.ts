import { SeededRandom } from '../database/seeded-random.js';

const blockSize = 4096;
const checksumOffset = 508;
const nameOffset = 48;
/** 2024-03-01 in 100-nanosecond intervals since 1601. */
const written = 133_537_248_000_000_000n;
const rootCell = 0x20;

/**
 * A registry hive of 8 KiB by its public description: a base block with its checksum, and one bin with a root key and
 * nothing below it. The rest of the bin is a free cell, with bytes by which hives differ.
 */
export function hive(name: string, seed: number): Uint8Array {
  const bytes = Buffer.alloc(2 * blockSize);
  writeBaseBlock(bytes, name);
  writeBin(bytes.subarray(blockSize), seed);
  let checksum = 0;
  for (let offset = 0; offset < checksumOffset; offset += 4) checksum ^= bytes.readUInt32LE(offset);
  bytes.writeUInt32LE(checksum >>> 0, checksumOffset);
  return bytes;
}

function writeBaseBlock(block: Buffer, name: string): void {
  block.write('regf', 0, 'latin1');
  block.writeUInt32LE(1, 4);
  block.writeUInt32LE(1, 8);
  block.writeBigUInt64LE(written, 12);
  block.writeUInt32LE(1, 20);
  block.writeUInt32LE(5, 24);
  block.writeUInt32LE(1, 32);
  block.writeUInt32LE(rootCell, 36);
  block.writeUInt32LE(blockSize, 40);
  block.writeUInt32LE(1, 44);
  block.write(`\\SystemRoot\\System32\\Config\\${name}`.slice(-31), nameOffset, 'utf16le');
}

function writeBin(bin: Buffer, seed: number): void {
  const keyName = 'ROOT';
  const cellSize = (4 + 76 + keyName.length + 7) & ~7;
  const none = 0xffffffff;
  bin.write('hbin', 0, 'latin1');
  bin.writeUInt32LE(blockSize, 8);
  bin.writeBigUInt64LE(written, 20);
  const cell = bin.subarray(rootCell);
  // A cell in use has a negative size, a free one a positive.
  cell.writeInt32LE(-cellSize, 0);
  cell.write('nk', 4, 'latin1');
  cell.writeUInt16LE(0x2c, 6);
  cell.writeBigUInt64LE(written, 8);
  for (const offset of [20, 32, 36, 44, 48, 52]) cell.writeUInt32LE(none, offset);
  cell.writeUInt16LE(keyName.length, 76);
  cell.write(keyName, 80, 'latin1');
  const free = bin.subarray(rootCell + cellSize);
  free.writeInt32LE(free.length, 0);
  free.set(new SeededRandom(seed).bytes(free.length - 4), 4);
}
