import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCodes } from 'dsbackup';
import { describe, expect, it } from 'vitest';
import { exitCodeMeanings, exitCodeOfError, exitCodes } from '../src/exit-code.js';
import { exitCodeOfEseError, exitCodeOfSimulatorError } from '../src/exit-code-of.js';

const page = await readFile(join(import.meta.dirname, '../../../docs/errors.md'), 'utf8');
const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.+?) \| (\d+) \|$/gm)];

describe('docs/errors.md', () => {
  it('lists every error code once, with its meaning and its one exit code, and no other', () => {
    const listed = rows.map(([, code, meaning, exit]) => [code, meaning, Number(exit)]);
    const wanted = Object.entries(errorCodes).map(([code, meaning]) => [
      code,
      meaning,
      exitCodeOfError[code as keyof typeof errorCodes],
    ]);
    expect(listed).toEqual(wanted);
  });

  it.each([
    ['a database, log or checkpoint', exitCodeOfEseError],
    ['the simulator', exitCodeOfSimulatorError],
  ])('lists every code of %s with its exit code', (_, codes) => {
    for (const [code, exit] of Object.entries(codes)) expect(page).toContain(`| \`${code}\` | ${exit} |`);
  });

  it('lists every exit code with its meaning', () => {
    for (const [name, code] of Object.entries(exitCodes)) {
      expect(page).toContain(`| ${code} | ${exitCodeMeanings[name as keyof typeof exitCodes]} |`);
    }
  });
});
