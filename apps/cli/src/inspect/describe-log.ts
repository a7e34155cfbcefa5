import { formatLogTime, type LogInspection, type LogName } from '@dsbackup/ese';
import { formatBytes } from '../output/format-bytes.js';
import { generationWords } from '../words/generation-words.js';
import { logBodyWords } from '../words/log-body-words.js';
import { type FactSheet, factSheetLines } from './fact-sheet.js';
import { logAdvice } from './log-advice.js';

/** A log in the words of an operator. */
export function describeLog(log: LogInspection): string[] {
  const { path, fileSize, findings } = log;
  return factSheetLines({
    title: `${path}: ESE log, ${formatBytes(fileSize)}`,
    facts: [...headerFacts(log), ['body', bodyWords(log)]],
    findings,
    advice: logAdvice(log),
  });
}

function headerFacts({
  header,
  generation,
  name,
  format,
  databasePageSize,
}: LogInspection): FactSheet['facts'] {
  const version = [header.majorVersion, header.minorVersion, header.updateMajor, header.updateMinor].join(
    '.',
  );
  const { createTime, previousCreateTime, logSignature, attached } = header;
  const databases = attached.map(({ names }) => names[0] ?? 'one without a name');
  return [
    ['generation', `${generationWords(generation)}; ${kindWords[name?.kind ?? 'unnamed']}`],
    ['format', `${version}: ${formatWords[format]}`],
    ['made', formatLogTime(createTime)],
    [
      'follows',
      previousCreateTime === null ? 'no other log' : `the log made ${formatLogTime(previousCreateTime)}`,
    ],
    ['stream', `number ${logSignature.random}, begun ${formatLogTime(logSignature.created)}`],
    ['databases', databases.join(', ') || 'none was attached when the log was begun'],
    ['page size', `${databasePageSize ?? header.databasePageSize} bytes`],
    ['circular', circularWords(header.flags)],
  ];
}

const kindWords: Readonly<Record<LogName['kind'] | 'unnamed', string>> = {
  current: 'the log that was being written',
  archived: 'a full one',
  shadow: 'a copy of what another server had written so far, and no part of the sequence',
  temporary: 'being prepared, and no part of the sequence',
  reserve: 'room kept for a full disk, and no part of the sequence',
  unnamed: 'its name is no name of a log',
};

const formatWords: Readonly<Record<LogInspection['format'], string>> = {
  v7: 'up to Windows 7 and Server 2008 R2',
  v8: 'since Windows 8 and Server 2012',
};

function circularWords(flags: number): string {
  if ((flags & 2) !== 0) return 'yes: old logs are written over';
  return (flags & 4) !== 0 ? 'not now, but once: old logs are gone' : 'no: old logs are kept until a backup';
}

function bodyWords({ body, format, findings }: LogInspection): string {
  const isOtherSize = body.state === 'good' && findings.some(({ code }) => code === 'SIZE_MISMATCH');
  const meaning = isOtherSize ? 'What was read of it is sound.' : logBodyWords[body.state].meaning;
  return `${meaning} ${body.validParts} valid ${format === 'v8' ? 'segments' : 'records'}.`;
}
