import { basename } from 'node:path';
import { isPageSize, type PageSize } from '../checksum/page-layout.js';
import { headerVerifies } from '../checksum/seal-header.js';
import { EseError } from '../ese-error.js';
import { type EseFile, type FileSource, withEseFile } from '../file/ese-file.js';
import { headerKind } from '../file/header-kind.js';
import type { Finding } from '../finding.js';
import { FileType } from '../format/file-type.js';
import { decodeLogHeader, LOG_HEADER_SIZE, LOG_SEGMENT_SIZE, type LogHeader } from '../format/log-header.js';
import { JetError } from '../jet-error.js';
import type { LogBody } from './log-body.js';
import { type LogName, parseLogName } from './log-name.js';
import { readLogRecords } from './read-log-records.js';
import { readLogSegments } from './read-log-segments.js';

/** What {@link inspectLog} may have to say. */
export type LogFindingCode =
  | 'SIZE_MISMATCH'
  | 'BODY_CORRUPT'
  | 'BODY_TORN'
  | 'GENERATION_MISMATCH'
  | 'PAGE_SIZE_UNKNOWN';

/** What a log says about itself. */
export interface LogInspection {
  readonly path: string;
  /** In bytes. */
  readonly fileSize: number;
  /** What its name says; undefined for the name of no log, and for a handle. */
  readonly name: LogName | undefined;
  /** `v8` since Windows 8 and Server 2012, `v7` before. */
  readonly format: 'v7' | 'v8';
  readonly header: LogHeader;
  readonly generation: number;
  /** Of the databases that it belongs to, in bytes. Undefined when the header names none of ESE's sizes. */
  readonly databasePageSize: PageSize | undefined;
  readonly body: LogBody;
  readonly findings: readonly Finding<LogFindingCode>[];
}

/**
 * Reads a log whole and checks its header and every part of its body; a mebibyte of memory (more for the large parts of
 * a log from before Windows 8). A damaged body is a finding, a damaged header is an error: there is only one copy of it.
 *
 * @param source a path, or a handle open for reading, which stays open
 * @throws EseError `NOT_FOUND`, `ACCESS_DENIED`, `NOT_A_FILE`, `UNREADABLE`, `EMPTY`, `TRUNCATED`, `NOT_ESE`, `WRONG_FILE_TYPE`,
 *   `HEADER_DAMAGED`, `UNSUPPORTED_VERSION`
 */
export async function inspectLog(source: FileSource): Promise<LogInspection> {
  return withEseFile(source, async (file) => {
    const header = await readLogHeader(file);
    const format = formatOf(file, header);
    const body = await (format === 'v8' ? readLogSegments : readLogRecords)(file, header);
    const pageSize = header.databasePageSize || 4096;
    // Windows names files with a backslash; both separators are understood on every OS.
    const name = parseLogName(basename(file.path.replaceAll('\\', '/')));
    return {
      path: file.path,
      fileSize: file.size,
      name,
      format,
      header,
      generation: header.generation,
      databasePageSize: isPageSize(pageSize) ? pageSize : undefined,
      body,
      findings: [...logHeaderFindings(file, { header, name }), ...bodyFindings(body)],
    };
  });
}

async function readLogHeader(file: EseFile): Promise<LogHeader> {
  const { path } = file;
  const bytes = new Uint8Array(LOG_HEADER_SIZE);
  const read = await file.read(bytes, 0);
  const kind = headerKind(bytes.subarray(0, read));
  if (kind === undefined) {
    throw new EseError(`${path} is not a log of ESE, or was never written to`, {
      code: 'NOT_ESE',
      path,
      jet: JetError.LogFileCorrupt,
    });
  }
  if (kind !== 'log') {
    const message = `${path} is a ${kind.replace('-', ' ')} of ESE, not a log`;
    throw new EseError(message, { code: 'WRONG_FILE_TYPE', path, jet: JetError.FileInvalidType });
  }
  if (read < LOG_HEADER_SIZE) {
    throw new EseError(`${path} ends within its header: it has only ${read} bytes`, {
      code: 'TRUNCATED',
      path,
    });
  }
  if (!headerVerifies(bytes)) {
    const message = `${path}: the header of the log does not pass its checksum, and there is no second copy`;
    throw new EseError(message, { code: 'HEADER_DAMAGED', path, jet: JetError.LogFileCorrupt });
  }
  return decodeLogHeader(bytes);
}

function formatOf({ path }: EseFile, header: LogHeader): LogInspection['format'] {
  const { majorVersion, minorVersion, sectorSize, headerSectors, fileType } = header;
  const knownType = fileType === FileType.Log || fileType === FileType.Unknown;
  const isV8 = majorVersion === 8 && minorVersion === 4000 && sectorSize === LOG_SEGMENT_SIZE;
  const isV7 = majorVersion === 7 && minorVersion === 3704 && sectorSize >= 512 && sectorSize <= 4096;
  const wholeHeader = headerSectors * sectorSize >= LOG_HEADER_SIZE;
  if (knownType && wholeHeader && isV8) return 'v8';
  if (knownType && wholeHeader && isV7) return 'v7';
  const version = `${majorVersion}.${minorVersion} with sectors of ${sectorSize} bytes`;
  throw new EseError(`${path}: a log of version ${version} is not known`, {
    code: 'UNSUPPORTED_VERSION',
    path,
  });
}

function logHeaderFindings(
  file: EseFile,
  { header, name }: { header: LogHeader; name: LogName | undefined },
): Finding<LogFindingCode>[] {
  const findings: Finding<LogFindingCode>[] = [];
  const expected = header.fileSectors * header.sectorSize;
  if (file.size !== expected) {
    const message = `The log has ${file.size} bytes, but its header says ${expected}.`;
    findings.push({ code: 'SIZE_MISMATCH', severity: 'error', message, jet: JetError.LogFileSizeMismatch });
  }
  if (name?.generation !== undefined && name.generation !== header.generation) {
    const message = `The name says generation ${name.generation}, the header ${header.generation}.`;
    findings.push({ code: 'GENERATION_MISMATCH', severity: 'warning', message });
  }
  if (!isPageSize(header.databasePageSize || 4096)) {
    const message = `The header says that databases have pages of ${header.databasePageSize} bytes.`;
    findings.push({ code: 'PAGE_SIZE_UNKNOWN', severity: 'warning', message });
  }
  return findings;
}

function bodyFindings({ state, damagedAt, reason }: LogBody): Finding<LogFindingCode>[] {
  const jet = JetError.LogFileCorrupt;
  if (state === 'corrupt') {
    return [
      {
        code: 'BODY_CORRUPT',
        severity: 'error',
        message: `The log is corrupt at ${damagedAt}: ${reason}.`,
        jet,
      },
    ];
  }
  if (state === 'good') return [];
  return [{ code: 'BODY_TORN', severity: 'warning', message: `The log is torn at ${damagedAt}: ${reason}.` }];
}
