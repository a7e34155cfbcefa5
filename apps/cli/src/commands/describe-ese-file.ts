import {
  type CheckpointInspection,
  type DatabaseInspection,
  type Finding,
  formatLogPosition,
  formatLogTime,
  type LogInspection,
} from '@dsbackup/ese';
import { formatBytes } from '../output/format-bytes.js';

/** A database in the words of an operator. */
export function describeDatabase(database: DatabaseInspection): string {
  const { header, owned } = database;
  const state = database.state?.replaceAll('-', ' ') ?? `unknown (${header.state})`;
  const needs =
    header.generationMinRequired === 0
      ? ''
      : `, needs log generations ${hex(header.generationMinRequired)} to ${hex(header.generationMaxRequired)}`;
  return page(
    `${database.path}: ESE database, ${formatBytes(database.fileSize)}`,
    [
      ['pages', `${database.pageCount} of ${database.pageSize} bytes`],
      ['format', `${header.version}.${header.updateMajor}.${header.updateMinor}`],
      ['state', `${state}${needs}`],
      [
        'owned',
        owned === undefined ? 'unknown' : `pages 1 to ${owned.lastPage}; the file is ${database.extent}`,
      ],
      ['last backup', formatLogTime(header.lastFullBackup.time)],
      ['repaired', header.repairCount === 0 ? 'never' : `${header.repairCount} times: data may be missing`],
    ],
    database.findings,
  );
}

/** A log in the words of an operator. */
export function describeLog(log: LogInspection): string {
  const { header, body } = log;
  return page(
    `${log.path}: ESE log, ${formatBytes(log.fileSize)}`,
    [
      ['generation', hex(log.generation)],
      ['format', `${header.majorVersion}.${header.minorVersion}.${header.updateMajor}.${header.updateMinor}`],
      ['made', formatLogTime(header.createTime)],
      ['follows', formatLogTime(header.previousCreateTime)],
      ['body', `${body.state}, ${body.validParts} valid ${log.format === 'v8' ? 'segments' : 'records'}`],
    ],
    log.findings,
  );
}

/** A checkpoint in the words of an operator. */
export function describeCheckpoint({
  path,
  fileSize,
  checkpoint,
  findings,
  ...copies
}: CheckpointInspection): string {
  const good = copies.primaryGood && copies.shadowGood;
  return page(
    `${path}: ESE checkpoint, ${formatBytes(fileSize)}`,
    [
      ['copies', good ? 'both good' : 'one good'],
      ['recovery from', formatLogPosition(checkpoint.checkpoint)],
    ],
    findings,
  );
}

function page(
  title: string,
  rows: readonly (readonly [string, string])[],
  findings: readonly Finding[],
): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  const found = findings.map(
    ({ severity, message, jet }) => `  ${severity}: ${message}${jet === undefined ? '' : ` (${jet})`}`,
  );
  return [title, ...lines, ...found].join('\n');
}

function hex(generation: number): string {
  return `${generation} (0x${generation.toString(16)})`;
}
