import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldCase } from './fold-case.js';
import { compileWildcard, takesEverything } from './wildcard.js';

const matches = (filespec: string, name: string) => compileWildcard(filespec)(foldCase(name));

/** Few characters, so that patterns and names meet often. */
const alphabet = fc.constantFrom('a', 'B', '.', 'é', '1');
const names = fc.string({ unit: alphabet, minLength: 1, maxLength: 12 });
const filespecs = fc.string({
  unit: fc.oneof(alphabet, fc.constantFrom('*', '?')),
  minLength: 1,
  maxLength: 8,
});

/** The same rules in another way: by a regular expression. */
function matchesByRegExp(filespec: string, name: string): boolean {
  const compile = (pattern: string) =>
    new RegExp(`^${pattern.replace(/[.]/g, '\\.').replaceAll('*', '.*').replaceAll('?', '.')}$`, 'su');
  const folded = foldCase(filespec);
  const isMatch = compile(folded).test(foldCase(name));
  return isMatch || (folded.endsWith('.*') && compile(folded.slice(0, -2)).test(foldCase(name)));
}

describe('a file spec', () => {
  it.each([
    ['ntds.dit', 'NTDS.DIT', true],
    ['ntds.dit', 'ntds.dit.bak', false],
    ['edb*.log', 'edb.log', true],
    ['edb*.log', 'edb0001A.LOG', true],
    ['edb*.log', 'edb.chk', false],
    ['edb?.log', 'edb.log', false],
    ['edb?.log', 'edb1.log', true],
    ['*.*', 'no-extension', true],
    ['*.*', 'x.y', true],
    ['ntds.*', 'ntds', true],
    ['ntds.*', 'ntds.jfm', true],
    ['*', '.hidden', true],
    ['NtFrs*', 'ntfrs_0001.log', true],
    ['straße', 'STRAßE', true],
    ['stra??e', 'straße', false],
  ])('%s against %s is %s', (filespec, name, expected) => {
    expect(matches(filespec, name)).toBe(expected);
  });

  it('matches as a regular expression of the same rules does', () => {
    fc.assert(
      fc.property(filespecs, names, (filespec, name) => {
        expect(matches(filespec, name)).toBe(matchesByRegExp(filespec, name));
      }),
      { numRuns: 5_000 },
    );
  });

  it('does not care for case on either side', () => {
    fc.assert(
      fc.property(filespecs, names, (filespec, name) => {
        const plain = matches(filespec, name);
        expect(matches(filespec.toLowerCase(), name.toUpperCase())).toBe(plain);
        expect(matches(filespec.toUpperCase(), name.toLowerCase())).toBe(plain);
      }),
    );
  });

  it('says that it takes everything only if it does', () => {
    fc.assert(
      fc.property(filespecs, names, (filespec, name) => {
        if (takesEverything(filespec)) expect(matches(filespec, name)).toBe(true);
      }),
    );
    expect(['*', '*.*', '**'].map(takesEverything)).toEqual([true, true, true]);
    expect(['*.dit', '?*', ''].map(takesEverything)).toEqual([false, false, false]);
  });

  it('stays fast on a pattern made to be slow', () => {
    const started = performance.now();
    expect(matches(`${'*a'.repeat(40)}b`, 'a'.repeat(5_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
