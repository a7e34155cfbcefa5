import type { Status } from '@dsbackup/ntdsbcli/native';
import type { SnapshotFile } from '../directory/snapshot-file.js';
import type { NtdsbcliVariants } from './ntdsbcli-variants.js';
import { status, wrapped } from './status.js';

const readUnit = 8192;
const smallestRead = 24_576;

/** A multiple of 8,192, and at least 24,576 (fact sheet, sections 2.5 and 2.6). */
export function isReadSize(bytes: number): boolean {
  return bytes >= smallestRead && bytes % readUnit === 0;
}

/** The part of the caller's buffer that the how-manieth read fills. */
export function filledPart({ shortReads }: NtdsbcliVariants, buffer: Uint8Array, reads: number): Uint8Array {
  return shortReads === true ? buffer.subarray(0, 1 + ((reads * 7919) % buffer.length)) : buffer;
}

/** What a read of so many bytes answers. */
export function readStatus(
  { endOfFile }: NtdsbcliVariants,
  { isAtEnd }: SnapshotFile,
  bytes: number,
): Status {
  const ends = endOfFile === 'with-last-bytes' ? isAtEnd : bytes === 0;
  if (!ends || endOfFile === 'zero-bytes') return status.hrNone;
  return endOfFile === 'wrapped' ? wrapped(status.ERROR_HANDLE_EOF) : status.ERROR_HANDLE_EOF;
}
