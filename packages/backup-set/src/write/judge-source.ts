import { DsBackupError } from '@dsbackup/session';
import type { SetFindings } from '../verify/set-problem.js';
import type { WriteSetOptions } from './write-set-options.js';

/** Reasons that an error names, and that a manifest keeps. */
const named = 3;
const warned = 100;

/**
 * What becomes of a backup whose source was found damaged: it ends, or goes on with these warnings. Mere warnings
 * never end it. Throws `SOURCE_DAMAGED`, or `SOURCE_MISSING` if there is no database; `TRUNCATE_REFUSED` if logs were to be cut.
 */
export function judgeSource(
  findings: SetFindings,
  { onDamaged = 'fail', truncateLogs }: Pick<WriteSetOptions, 'onDamaged' | 'truncateLogs'>,
): string[] {
  const { problems, problemCount } = findings;
  const worthALook = findings.warnings.slice(0, warned).map(({ path, message }) => `${path}: ${message}`);
  if (problemCount === 0) return worthALook;
  if (onDamaged === 'fail') throw damaged(findings);
  if (truncateLogs === true) throw cutRefused(findings);
  const warnings = [
    ...problems.slice(0, warned).map(({ path, message }) => `${path}: ${message}`),
    ...worthALook,
  ];
  if (problemCount <= warned) return warnings;
  const summary = `The source is damaged in ${problemCount} ways, of which these warnings name the first ${warned}.`;
  return [summary, ...warnings];
}

function damaged(findings: SetFindings): DsBackupError {
  return new DsBackupError({
    code: findings.problems[0]?.code ?? 'SOURCE_DAMAGED',
    message: `${told(findings)} No set was written.`,
    hint: "To keep the bytes all the same, ask for it: onDamaged 'keep', --allow-damaged.",
  });
}

function cutRefused(findings: SetFindings): DsBackupError {
  return new DsBackupError({
    code: 'TRUNCATE_REFUSED',
    message: `No logs are cut after a backup of what is damaged, and they were to be. ${told(findings)}`,
    hint: 'Back up without cutting logs: an earlier backup may need them.',
  });
}

/** The file, its first reasons, and how many there are. */
function told({ problems, problemCount }: SetFindings): string {
  const path = problems[0]?.path ?? '';
  const reasons = problems.filter((problem) => problem.path === path).slice(0, named);
  const all = problemCount > reasons.length ? ` There are ${problemCount} reasons in all.` : '';
  return `${path} is not sound at the source: ${reasons.map(({ message }) => message).join(' ')}${all}`;
}
