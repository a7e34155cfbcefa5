import { isPageSize, PAGE_SIZES, type PageSize } from '../checksum/page-layout.js';
import { headerVerifies } from '../checksum/seal-header.js';
import { EseError } from '../ese-error.js';
import type { EseFile } from '../file/ese-file.js';
import { headerKind } from '../file/header-kind.js';
import {
  DATABASE_HEADER_SIZE,
  DATABASE_MAGIC,
  type DatabaseHeader,
  decodeDatabaseHeader,
} from '../format/database-header.js';
import { JetError } from '../jet-error.js';

/** Which of the two copies of the header pass their checksum. */
export type HeaderCopies = 'both-good' | 'shadow-bad' | 'primary-bad' | 'copies-differ';

/** The header of a database and what was found on the way to it. */
export interface HeaderReading {
  readonly header: DatabaseHeader;
  readonly pageSize: PageSize;
  readonly copies: HeaderCopies;
}

const MAX_PAGE_SIZE = 32768;

/**
 * Finds the header as the engine does: the page size in it is not trusted, but tried, from 2 KiB to 32 KiB, until the
 * checksum over so many bytes is right and the size in the header agrees. The shadow after it stands in when it is damaged.
 * Source: `ErrUtilReadSpecificShadowedHeader` of microsoft/Extensible-Storage-Engine (`fileu.cxx`). The magic number is asked for too.
 *
 * @throws EseError `NOT_ESE`, `WRONG_FILE_TYPE`, `TRUNCATED`, `HEADER_DAMAGED`, `UNREADABLE`
 */
export async function readDatabaseHeader(file: EseFile): Promise<HeaderReading> {
  const start = new Uint8Array(2 * MAX_PAGE_SIZE);
  const bytes = start.subarray(0, await file.read(start, 0));
  const found = findDatabaseHeader(bytes);
  if (found !== undefined) return found;
  throw refusal(file, bytes);
}

/** The same for the first 64 KiB of a database (or all of a smaller one); undefined when no copy is whole. */
export function findDatabaseHeader(bytes: Uint8Array): HeaderReading | undefined {
  for (const pageSize of PAGE_SIZES) {
    const primary = bytes.subarray(0, pageSize);
    const shadow = bytes.subarray(pageSize, 2 * pageSize);
    const primaryGood = isHeader(primary, pageSize);
    const shadowGood = isHeader(shadow, pageSize);
    if (!primaryGood && !shadowGood) continue;
    const header = decodeDatabaseHeader(primaryGood ? primary : shadow);
    return { header, pageSize, copies: judgeCopies({ primary, shadow, primaryGood, shadowGood }) };
  }
  return undefined;
}

function judgeCopies(found: {
  readonly primary: Uint8Array;
  readonly shadow: Uint8Array;
  readonly primaryGood: boolean;
  readonly shadowGood: boolean;
}): HeaderCopies {
  if (!found.primaryGood) return 'primary-bad';
  if (!found.shadowGood) return 'shadow-bad';
  return Buffer.from(found.primary).equals(found.shadow) ? 'both-good' : 'copies-differ';
}

function isHeader(page: Uint8Array, pageSize: number): boolean {
  if (page.byteLength < pageSize || !hasMagic(page)) return false;
  return (uint32(page, 236) || 4096) === pageSize && headerVerifies(page);
}

function hasMagic(bytes: Uint8Array): boolean {
  return bytes.byteLength >= 8 && uint32(bytes, 4) === DATABASE_MAGIC;
}

function uint32(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset, true);
}

function refusal({ path, size }: EseFile, bytes: Uint8Array): EseError {
  const kind = headerKind(bytes);
  if (kind === undefined) {
    return new EseError(`${path} is not an ESE database: its magic number is missing`, {
      code: 'NOT_ESE',
      path,
    });
  }
  if (kind !== 'database') {
    const message = `${path} is a ${kind.replace('-', ' ')} of ESE, not a database`;
    return new EseError(message, { code: 'WRONG_FILE_TYPE', path, jet: JetError.FileInvalidType });
  }
  const claimed = bytes.byteLength >= DATABASE_HEADER_SIZE ? uint32(bytes, 236) || 4096 : 0;
  if (size < 2048 || (isPageSize(claimed) && size < claimed)) {
    const message = `${path} ends within the header of its database: it has only ${size} bytes`;
    return new EseError(message, { code: 'TRUNCATED', path, jet: JetError.ReadVerifyFailure });
  }
  const message = `${path}: neither the header of the database nor its shadow passes its checksum`;
  return new EseError(message, { code: 'HEADER_DAMAGED', path, jet: JetError.ReadVerifyFailure });
}
