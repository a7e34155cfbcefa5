import { type DatabaseInspection, formatLogTime, isUnsetSignature, type LogTime } from '@dsbackup/ese';
import { formatBytes } from '../output/format-bytes.js';
import { databaseStateWords } from '../words/database-state-words.js';
import { generationRangeWords } from '../words/generation-words.js';
import { windowsOfFormat } from '../words/windows-of-format.js';
import { databaseAdvice } from './database-advice.js';
import { type FactSheet, factSheetLines } from './fact-sheet.js';

/** A database in the words of an operator, by its header alone. */
export function describeDatabase(database: DatabaseInspection): string[] {
  const { path, fileSize, findings, kind } = database;
  const what = kind === 'temporary' ? 'temporary ESE database' : 'ESE database';
  return factSheetLines({
    title: `${path}: ${what}, ${formatBytes(fileSize)}`,
    facts: kind === 'temporary' ? formatFacts(database) : [...formatFacts(database), ...stateFacts(database)],
    findings,
    advice: databaseAdvice(database),
  });
}

type Facts = FactSheet['facts'];

function formatFacts({ header, pageCount, pageSize, owned, extent }: DatabaseInspection): Facts {
  const { version, updateMajor, updateMinor } = header;
  const [major = 0, minor = 0, build = 0] = header.windowsVersion;
  return [
    ['pages', `${pageCount} of ${pageSize} bytes`],
    ['owned', owned === undefined ? 'unknown' : `pages 1 to ${owned.lastPage}; ${extentWords[extent]}`],
    ['format', `${version}.${updateMajor}.${updateMinor}: ${windowsOfFormat(updateMajor)}`],
    ['looked at', 'the header and the list of owned pages; in a set, dsbackup verify checks every page'],
    ['written by', major === 0 ? 'a Windows that left no version' : `Windows ${major}.${minor}.${build}`],
  ];
}

const extentWords: Readonly<Record<DatabaseInspection['extent'], string>> = {
  exact: 'the file ends there',
  'pre-extended': 'the file goes on, as one with room to grow does; what is there was not looked at',
  truncated: 'but the file ends before that',
  unknown: 'where the file should end is unknown',
};

function stateFacts({ header, state }: DatabaseInspection): Facts {
  const { name, meaning } = databaseStateWords(state);
  return [
    ['state', `${name}. ${meaning}`],
    ['needs', neededLogs(header)],
    ['made', time(header.databaseSignature.created)],
    ['consistent', time(header.consistentTime)],
    ['attached', time(header.attachTime)],
    ['detached', time(header.detachTime)],
    ['full backup', time(header.lastFullBackup.time)],
    ['incremental', time(header.lastIncrementalBackup.time)],
    ['repaired', repairWords(header)],
  ];
}

function neededLogs({
  generationMinRequired: first,
  generationMaxRequired: last,
  generationMaxCommitted: committed,
}: DatabaseInspection['header']): string {
  if (last === 0) return 'no logs';
  const more = committed > last ? `, and up to ${committed} to lose no transaction` : '';
  return `logs of ${generationRangeWords(first, last)} to be whole${more}`;
}

function repairWords({ repairCount, repairTime, logSignature }: DatabaseInspection['header']): string {
  if (repairCount === 0) return 'never';
  const logs = isUnsetSignature(logSignature) ? '; logs from before no longer apply' : '';
  return `${repairCount} times, last ${time(repairTime)}: data may be missing${logs}`;
}

function time(value: LogTime | null): string {
  return value === null ? 'never' : formatLogTime(value);
}
