import type { PageSize } from '../checksum/page-layout.js';
import { EseError } from '../ese-error.js';
import { type EseFile, type FileSource, withEseFile } from '../file/ese-file.js';
import type { Finding } from '../finding.js';
import type { DatabaseHeader } from '../format/database-header.js';
import { type DatabaseState, databaseState } from '../format/database-state.js';
import { FileType } from '../format/file-type.js';
import { isUnsetSignature } from '../format/signature.js';
import { JetError } from '../jet-error.js';
import { type HeaderFindingCode, headerFindings } from './header-findings.js';
import { type OwnedExtents, readOwnedExtents } from './owned-extents.js';
import { type HeaderCopies, readDatabaseHeader } from './read-database-header.js';

/** What {@link inspectDatabase} may have to say. */
export type DatabaseFindingCode =
  | HeaderFindingCode
  | 'HEADER_BAD'
  | 'SHADOW_BAD'
  | 'COPIES_DIFFER'
  | 'OWNED_EXTENTS_UNREADABLE'
  | 'EXTENTS_NOT_CONTIGUOUS'
  | 'TRUNCATED'
  | 'ODD_TAIL';

/** What the header and the space tree say about a database. */
export interface DatabaseInspection {
  readonly path: string;
  /** In bytes. */
  readonly fileSize: number;
  readonly pageSize: PageSize;
  /** Whole pages in the file after the two of the header. */
  readonly pageCount: number;
  /** `temporary`: the engine's own scratch file, which keeps no checksums and is no part of a backup. */
  readonly kind: 'database' | 'temporary';
  readonly header: DatabaseHeader;
  readonly headerCopies: HeaderCopies;
  /** Undefined for a number without a meaning; see `header.state`. */
  readonly state: DatabaseState | undefined;
  /** Undefined when the tree could not be read; a finding then says why. */
  readonly owned: OwnedExtents | undefined;
  /** The file against its owned extents; `unknown` when they could not be read. */
  readonly extent: 'exact' | 'pre-extended' | 'truncated' | 'unknown';
  readonly findings: readonly Finding<DatabaseFindingCode>[];
}

/**
 * Reads the header of a database, its shadow, and the tree of owned extents: some 64 KiB and a few pages, whatever the
 * file's size. Checks no other page: see `scanDatabase`.
 *
 * @param source a path, or a handle open for reading, which stays open
 * @throws EseError `NOT_FOUND`, `ACCESS_DENIED`, `NOT_A_FILE`, `UNREADABLE`, `EMPTY`, `TRUNCATED`, `NOT_ESE`,
 *   `WRONG_FILE_TYPE` for a log, a checkpoint or a flush map, `HEADER_DAMAGED` when neither copy of the header is whole
 */
export async function inspectDatabase(source: FileSource): Promise<DatabaseInspection> {
  return withEseFile(source, inspectOpenDatabase);
}

/** The same for a file that is already open. */
export async function inspectOpenDatabase(file: EseFile): Promise<DatabaseInspection> {
  const { header, pageSize, copies } = await readDatabaseHeader(file);
  requireDatabase(file, header);
  const findings: Finding<DatabaseFindingCode>[] = [...copyFindings(copies), ...headerFindings(header)];
  const pageCount = Math.max(0, Math.floor(file.size / pageSize) - 2);
  const kind = await kindOf(file, { header, pageSize });
  const owned = kind === 'temporary' ? undefined : await ownedExtents(file, { pageSize, findings });
  const extent = extentOf(pageCount, owned);
  if (extent === 'truncated') {
    const message = `The database owns pages 1 to ${owned?.lastPage}, but the file ends after page ${pageCount}.`;
    findings.push({ code: 'TRUNCATED', severity: 'error', message });
  }
  if (file.size % pageSize !== 0) {
    const message = `The file ends with ${file.size % pageSize} bytes that are no whole page.`;
    findings.push({ code: 'ODD_TAIL', severity: 'warning', message });
  }
  const state = databaseState(header.state);
  const { path, size: fileSize } = file;
  return {
    path,
    fileSize,
    pageSize,
    pageCount,
    kind,
    header,
    headerCopies: copies,
    state,
    owned,
    extent,
    findings,
  };
}

function requireDatabase({ path }: EseFile, { fileType, attributes }: DatabaseHeader): void {
  const types: readonly number[] = [FileType.Unknown, FileType.Database, FileType.TemporaryDatabase];
  if (types.includes(fileType) && attributes === 0) return;
  const message = `${path} has the header of another kind of ESE file (type ${fileType}, attributes ${attributes})`;
  throw new EseError(message, { code: 'WRONG_FILE_TYPE', path, jet: JetError.FileInvalidType });
}

/** Newer engines say it in the header; older ones (seen: Windows 2012 R2) only by what such a file has never had. */
async function kindOf(
  file: EseFile,
  { header, pageSize }: { header: DatabaseHeader; pageSize: PageSize },
): Promise<DatabaseInspection['kind']> {
  if (header.fileType === FileType.TemporaryDatabase) return 'temporary';
  if (databaseState(header.state) !== 'just-created' || !isUnsetSignature(header.logSignature))
    return 'database';
  const checksum = new Uint8Array(8);
  await file.read(checksum, 2 * pageSize);
  return checksum.every((byte) => byte === 0) ? 'temporary' : 'database';
}

async function ownedExtents(
  file: EseFile,
  { pageSize, findings }: { pageSize: PageSize; findings: Finding<DatabaseFindingCode>[] },
): Promise<OwnedExtents | undefined> {
  try {
    const owned = await readOwnedExtents(file, pageSize);
    if (!owned.contiguous) {
      const message = `The ${owned.extentCount} owned extents do not cover pages 1 to ${owned.lastPage} exactly.`;
      findings.push({ code: 'EXTENTS_NOT_CONTIGUOUS', severity: 'warning', message });
    }
    return owned;
  } catch (error) {
    if (!EseError.is(error) || error.code === 'UNREADABLE') throw error;
    const jet = error.jet === undefined ? {} : { jet: error.jet };
    findings.push({
      code: 'OWNED_EXTENTS_UNREADABLE',
      severity: 'error',
      message: `${error.message}.`,
      ...jet,
    });
    return undefined;
  }
}

function extentOf(pageCount: number, owned: OwnedExtents | undefined): DatabaseInspection['extent'] {
  if (owned === undefined) return 'unknown';
  if (pageCount === owned.lastPage) return 'exact';
  return pageCount < owned.lastPage ? 'truncated' : 'pre-extended';
}

function copyFindings(copies: HeaderCopies): Finding<DatabaseFindingCode>[] {
  const jet = JetError.ReadVerifyFailure;
  switch (copies) {
    case 'both-good':
      return [];
    case 'primary-bad':
      return [
        {
          code: 'HEADER_BAD',
          severity: 'warning',
          message: 'The header is damaged; its shadow is whole.',
          jet,
        },
      ];
    case 'shadow-bad':
      return [
        { code: 'SHADOW_BAD', severity: 'warning', message: 'The shadow of the header is damaged.', jet },
      ];
    case 'copies-differ':
      return [
        {
          code: 'COPIES_DIFFER',
          severity: 'warning',
          message: 'The header and its shadow differ; both are whole.',
        },
      ];
  }
}
