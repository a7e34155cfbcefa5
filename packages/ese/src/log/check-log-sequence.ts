import type { Finding } from '../finding.js';
import { formatLogTime, sameLogTime } from '../format/log-time.js';
import { sameSignature } from '../format/signature.js';
import { JetError } from '../jet-error.js';
import type { LogInspection } from './inspect-log.js';

/** What {@link checkLogSequence} may have to say. */
export type SequenceFindingCode =
  | 'GENERATION_MISSING'
  | 'GENERATION_TWICE'
  | 'CREATE_TIME_MISMATCH'
  | 'SIGNATURE_MISMATCH'
  | 'SEGMENTS_CHECKSUM_MISMATCH'
  | 'VERSION_BACKWARDS'
  | 'GEOMETRY_MISMATCH';

/** What can be said of a set of logs together. */
export interface LogSequence {
  /** The logs that take part, by generation; those being prepared and the reserve are left out. */
  readonly logs: readonly LogInspection[];
  /** No finding is an error: the logs follow each other without a gap. */
  readonly ok: boolean;
  readonly findings: readonly SequenceFinding[];
}

/** A finding with the generation at which the sequence breaks: the later one of the two neighbours. */
export interface SequenceFinding extends Finding<SequenceFindingCode> {
  readonly generation: number;
}

/**
 * Whether logs follow each other, as `esentutl /ml` checks it. Times need not increase (clocks are set back), only what one log
 * repeats of the one before must be equal. The state of each body is not judged here. Source: `ErrLGDumpLog` of
 * microsoft/Extensible-Storage-Engine (`_log/logdump.cxx`).
 */
export function checkLogSequence(logs: readonly LogInspection[]): LogSequence {
  const taking = logs
    .filter(({ name }) => name === undefined || name.kind === 'current' || name.kind === 'archived')
    .sort((a, b) => a.generation - b.generation);
  const findings = taking.slice(1).flatMap((log, index) => {
    const before = taking[index];
    return before === undefined ? [] : neighbourFindings(before, log);
  });
  return { logs: taking, ok: findings.every((finding) => finding.severity !== 'error'), findings };
}

function neighbourFindings(before: LogInspection, log: LogInspection): SequenceFinding[] {
  const { generation } = log;
  const findings: SequenceFinding[] = [];
  const say = (code: SequenceFindingCode, message: string, jet?: number) =>
    findings.push({ code, severity: 'error', message, generation, ...(jet === undefined ? {} : { jet }) });

  if (generation === before.generation) {
    say('GENERATION_TWICE', `Generation ${generation} is there twice.`, JetError.InvalidLogSequence);
    return findings;
  }
  if (generation !== before.generation + 1) {
    const last = generation - 1;
    const missing =
      last === before.generation + 1
        ? `Generation ${last} is`
        : `Generations ${before.generation + 1} to ${last} are`;
    say('GENERATION_MISSING', `${missing} missing.`, JetError.MissingLogFile);
  } else {
    sayLinkFindings({ before, log }, say);
  }
  if (!sameSignature(before.header.logSignature, log.header.logSignature)) {
    const message = `Generation ${generation} belongs to another stream of logs than the one before it.`;
    say('SIGNATURE_MISMATCH', message, JetError.BadLogSignature);
  }
  if (geometry(before) !== geometry(log)) {
    say(
      'GEOMETRY_MISMATCH',
      `Generation ${generation} has another sector, file or page size than the one before it.`,
    );
  }
  if (compareVersions(before, log) > 0) {
    const message = `Generation ${generation} was written by an older version than the one before it.`;
    findings.push({ code: 'VERSION_BACKWARDS', severity: 'warning', message, generation });
  }
  return findings;
}

type Say = (code: SequenceFindingCode, message: string, jet?: number) => void;

/** What a log repeats of the one right before it. */
function sayLinkFindings({ before, log }: { before: LogInspection; log: LogInspection }, say: Say): void {
  const { previousCreateTime, previousSegmentsChecksum } = log.header;
  const { createTime } = before.header;
  if (!sameLogTime(previousCreateTime, createTime)) {
    const times = `${formatLogTime(previousCreateTime)}, not ${formatLogTime(createTime)}`;
    const message = `Generation ${log.generation} follows a log made at ${times}.`;
    say('CREATE_TIME_MISMATCH', message, JetError.InvalidLogSequence);
  }
  const { segmentsChecksum } = before.body;
  if (previousSegmentsChecksum === 0n || segmentsChecksum === undefined) return;
  if (previousSegmentsChecksum !== segmentsChecksum) {
    const message = `Generation ${log.generation} follows a log with other contents than the one that is there.`;
    say('SEGMENTS_CHECKSUM_MISMATCH', message, JetError.LogSequenceChecksumMismatch);
  }
}

function geometry({ header }: LogInspection): string {
  return [header.sectorSize, header.fileSectors, header.databasePageSize || 4096].join();
}

function compareVersions({ header: a }: LogInspection, { header: b }: LogInspection): number {
  return (
    a.majorVersion - b.majorVersion ||
    a.minorVersion - b.minorVersion ||
    a.updateMajor - b.updateMajor ||
    a.updateMinor - b.updateMinor
  );
}
