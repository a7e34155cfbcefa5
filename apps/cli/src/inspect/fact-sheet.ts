import type { Finding } from '@dsbackup/ese';
import { jetErrorLabel } from '../words/jet-error-words.js';

/** What is told of a file: a title, facts by name, what a check found, what to do. */
export interface FactSheet {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly findings: readonly Finding[];
  readonly advice: readonly string[];
}

/** A sheet as lines for a terminal. */
export function factSheetLines({ title, facts, findings, advice }: FactSheet): string[] {
  const width = Math.max(...facts.map(([name]) => name.length));
  return [
    title,
    ...facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...findings.map(({ severity, message, jet }) => {
      return `  ${severity}: ${message}${jet === undefined ? '' : ` (${jetErrorLabel(jet)})`}`;
    }),
    ...advice.map((sentence) => `What to do: ${sentence}`),
  ];
}
