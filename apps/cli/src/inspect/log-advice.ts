import type { LogFindingCode, LogInspection } from '@dsbackup/ese';
import { logBodyWords } from '../words/log-body-words.js';
import { findingAdvice } from './finding-advice.js';

const advice: Readonly<Record<LogFindingCode, string>> = {
  SIZE_MISMATCH:
    'Get this log from another copy: a part of it is missing, or something was added, and an engine refuses it.',
  BODY_CORRUPT: logBodyWords.corrupt.advice,
  BODY_TORN: logBodyWords.torn.advice,
  GENERATION_MISMATCH: 'Give it the name of its generation again: a replay looks for logs by their names.',
  PAGE_SIZE_UNKNOWN: 'Compare it with another copy: no engine writes a log for pages of that size.',
};

/** What to do with a log. A cut last write is no comfort where worse was found. */
export function logAdvice({ findings, body }: LogInspection): string[] {
  const worst = findings.some(({ severity }) => severity === 'error');
  const counted = worst ? findings.filter(({ code }) => code !== 'BODY_TORN') : findings;
  const found = findingAdvice(counted, advice);
  return found.length > 0 ? found : [logBodyWords[body.state].advice];
}
