import { formatLogTime, sameLogTime } from '../format/log-time.js';
import { sameSignature } from '../format/signature.js';
import { JetError } from '../jet-error.js';
import { checkLogSequence, type SequenceFinding } from '../log/check-log-sequence.js';
import type { LogInspection } from '../log/inspect-log.js';
import { missingGenerations } from './missing-generations.js';
import { type RequiredRange, requiredRange } from './required-range.js';
import type { RestorabilityFacts, RestorabilityReason } from './restorability.js';

/**
 * What the logs mean for a database that needs them. Those up to `generationMaxRequired` make it whole; what is missing or
 * damaged after that loses the last transactions and nothing else.
 */
export function logReasons(facts: RestorabilityFacts): RestorabilityReason[] {
  const { database, logs = [] } = facts;
  const header = requiredRange(facts);
  if (header.generationMinRequired <= 0 || header.generationMaxRequired <= 0) {
    const message = 'The database was not shut down cleanly, and names no logs that would make it whole.';
    const jet = JetError.DatabaseDirtyShutdown;
    return [{ code: 'DIRTY_WITHOUT_LOGS', severity: 'error', effect: 'prevents', message, jet }];
  }
  const sequence = checkLogSequence(logs.filter((log) => log.generation >= header.generationMinRequired));
  const reasons = [
    ...missingReasons(header, sequence.logs),
    ...sequence.logs.flatMap((log) => ownReasons(log, database.pageSize, header)),
    ...sequence.findings.flatMap((finding) => sequenceReason(finding, header)),
    ...timeReasons(header, sequence.logs),
  ];
  if (reasons.length > 0) return reasons;
  const { generationMinRequired: min, generationMaxRequired: max } = header;
  const message = `The logs that make the database whole, generations ${min} to ${max}, are all there.`;
  return [{ code: 'LOGS_COMPLETE', severity: 'note', effect: 'none', message }];
}

/** What a fault of a generation does: those that are required are needed to open the database at all. */
function effectAt(generation: number, header: RequiredRange): 'prevents' | 'loses-transactions' {
  return generation <= header.generationMaxRequired ? 'prevents' : 'loses-transactions';
}

function missingReasons(header: RequiredRange, logs: readonly LogInspection[]): RestorabilityReason[] {
  const {
    generationMinRequired: min,
    generationMaxRequired: max,
    generationMaxCommitted: committed,
  } = header;
  const present = logs.map((log) => log.generation);
  const required = missingGenerations(present, { first: min, last: max });
  const others = missingGenerations(present, { first: max + 1, last: committed });
  const reasons: RestorabilityReason[] = [];
  if (required !== undefined) {
    const message = `The database can't be made whole: ${required} not there.`;
    const jet = JetError.RequiredLogFilesMissing;
    reasons.push({ code: 'REQUIRED_LOG_MISSING', severity: 'error', effect: 'prevents', message, jet });
  }
  if (others !== undefined) {
    const message = `The last transactions are lost: ${others} not there.`;
    const jet = JetError.CommittedLogFilesMissing;
    reasons.push({
      code: 'COMMITTED_LOG_MISSING',
      severity: 'error',
      effect: 'loses-transactions',
      message,
      jet,
    });
  }
  return reasons;
}

function ownReasons(log: LogInspection, pageSize: number, header: RequiredRange): RestorabilityReason[] {
  const { generation } = log;
  const effect = effectAt(generation, header);
  const reasons: RestorabilityReason[] = [];
  // A torn write is no fault: the engine repairs it from the copy that stands after it.
  const fault = log.findings.find((finding) => finding.severity === 'error');
  if (fault !== undefined) {
    const code = effect === 'prevents' ? 'REQUIRED_LOG_DAMAGED' : 'COMMITTED_LOG_DAMAGED';
    const jet = fault.jet ?? JetError.LogFileCorrupt;
    reasons.push({
      code,
      severity: 'error',
      effect,
      message: `Generation ${generation}: ${fault.message}`,
      jet,
    });
  }
  if (!sameSignature(log.header.logSignature, header.logSignature)) {
    const message = `Generation ${generation} belongs to another stream of logs than the database.`;
    const jet = JetError.BadLogSignature;
    reasons.push({ code: 'LOG_SIGNATURE_MISMATCH', severity: 'error', effect, message, jet });
  }
  if (log.databasePageSize !== pageSize) {
    const sizes = `${log.databasePageSize ?? log.header.databasePageSize} bytes, not ${pageSize}`;
    const message = `Generation ${generation} is for databases with pages of ${sizes}.`;
    const jet = JetError.PageSizeMismatch;
    reasons.push({ code: 'LOG_PAGE_SIZE_MISMATCH', severity: 'error', effect, message, jet });
  }
  return reasons;
}

/** A gap up to the last committed generation is already told as missing. */
function sequenceReason(finding: SequenceFinding, header: RequiredRange): RestorabilityReason[] {
  if (finding.severity !== 'error') return [];
  const { generation, message, jet = JetError.InvalidLogSequence } = finding;
  const alreadyTold = finding.code === 'GENERATION_MISSING' && generation <= header.generationMaxCommitted;
  if (alreadyTold) return [];
  return [
    { code: 'LOG_SEQUENCE_BROKEN', severity: 'error', effect: effectAt(generation, header), message, jet },
  ];
}

/** The header remembers when its last required and its last committed log were made: another log of the same generation is not that one. */
function timeReasons(header: RequiredRange, logs: readonly LogInspection[]): RestorabilityReason[] {
  const { generationMaxRequired: max, generationMaxCommitted: committed } = header;
  const fromCommitted = max === committed ? header.generationMaxCreateTime : null;
  const required = timeFault(logs, {
    generation: max,
    time: header.generationMaxRequiredTime ?? fromCommitted,
  });
  const last = timeFault(logs, { generation: committed, time: header.generationMaxCreateTime });
  if (required !== undefined) {
    const jet = JetError.RequiredLogFilesMissing;
    const code = 'REQUIRED_LOG_TIME_MISMATCH';
    return [{ code, severity: 'error', effect: 'prevents', message: required, jet }];
  }
  if (last === undefined || committed <= max) return [];
  const jet = JetError.CommittedLogFilesMissing;
  const code = 'COMMITTED_LOG_MISSING';
  return [{ code, severity: 'error', effect: 'loses-transactions', message: last, jet }];
}

function timeFault(
  logs: readonly LogInspection[],
  {
    generation,
    time,
  }: { readonly generation: number; readonly time: RequiredRange['generationMaxCreateTime'] },
): string | undefined {
  const log = logs.find((candidate) => candidate.generation === generation);
  if (time === null || log === undefined || sameLogTime(log.header.createTime, time)) return undefined;
  const made = formatLogTime(log.header.createTime);
  return `Generation ${generation} was made at ${made}, but the database needs the one made at ${formatLogTime(time)}.`;
}
