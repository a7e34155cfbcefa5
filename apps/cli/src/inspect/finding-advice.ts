import type { Finding } from '@dsbackup/ese';

/** What to do about what was found, errors first, each advice once. Notes ask for nothing. */
export function findingAdvice<Code extends string>(
  findings: readonly Finding<Code>[],
  advice: Readonly<Record<Code, string>>,
): string[] {
  const of = (wanted: Finding['severity']) =>
    findings.filter(({ severity }) => severity === wanted).map(({ code }) => advice[code]);
  return [...new Set([...of('error'), ...of('warning')])];
}
