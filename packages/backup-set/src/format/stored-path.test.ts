import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { originalPathOf, storedPath } from './stored-path.js';
import { isStoredPlace } from './stored-place.js';

const examples: readonly (readonly [string, string])[] = [
  ['C:\\Windows\\NTDS\\ntds.dit', 'C/Windows/NTDS/ntds.dit'],
  ['c:\\x', 'c/x'],
  ['\\\\DC01\\C$\\WINNT\\NTDS\\ntds.dit', 'DC01/C$/WINNT/NTDS/ntds.dit'],
  ['\\\\C\\share\\x', '%43/share/x'],
  ['\\\\?\\Volume{1b2c}\\x', '%3F/Volume{1b2c}/x'],
  ['\\\\.\\C:\\x', '%2E/C%3A/x'],
  ['C:\\100%', 'C/100%25'],
  ['C:\\file.txt:stream:$DATA', 'C/file.txt%3Astream%3A$DATA'],
  ['C:\\a\\..\\b', 'C/a/.%2E/b'],
  ['C:\\.', 'C/%2E'],
  ['C:\\dots...', 'C/dots..%2E'],
  ['C:\\space ', 'C/space%20'],
  ['C:\\NUL', 'C/%4EUL'],
  ['C:\\nul.', 'C/nul%2E'],
  ['C:\\NUL..', 'C/%4EUL.%2E'],
  ['C:\\com1.txt', 'C/%63om1.txt'],
  ['C:\\COM\u00b9', 'C/%43OM\u00b9'],
  ['C:\\aux .c', 'C/%61ux .c'],
  ['C:\\conference', 'C/conference'],
  ['C:\\a/b', 'C/a%2Fb'],
  ['C:\\bell\u0007', 'C/bell%07'],
  ['C:\\half\ud83d', 'C/half%uD83D'],
  ['C:\\whole\ud83d\ude00', 'C/whole\ud83d\ude00'],
];

describe('storedPath', () => {
  it.each(examples)('%j lies at %s, and back', (path, place) => {
    expect(storedPath(path)).toBe(place);
    expect(originalPathOf(place)).toBe(path);
  });

  it('marks a file whose place is taken', () => {
    expect(storedPath('C:\\A.txt', 2)).toBe('C/A.txt%~2');
    expect(originalPathOf('C/A.txt%~2')).toBe('C:\\A.txt');
  });

  it('spreads a name that is too long for one folder entry, and back', () => {
    const path = `C:\\${'長'.repeat(255)}\\x`;
    const place = storedPath(path);
    expect(place.split('/').every((part) => Buffer.byteLength(part) <= 210)).toBe(true);
    expect(originalPathOf(place)).toBe(path);
  });

  it('gives a path that is too long for Linux a place by its hash, the same each time', () => {
    const path = `C:\\${'folder\\'.repeat(600)}x`;
    expect(storedPath(path)).toMatch(/^%long\/[0-9a-f]{64}$/);
    expect(storedPath(path)).toBe(storedPath(path));
    expect(originalPathOf(storedPath(path))).toBeUndefined();
  });

  it.each(['x', '\\x', 'C:x', '/etc/passwd', '..\\x', '\\\\server', ''])(
    'refuses %j, which is no full path',
    (path) => {
      expect(() => storedPath(path)).toThrow(expect.objectContaining({ code: 'UNSAFE_PATH' }));
    },
  );

  it('keeps every path safe and can be undone', () => {
    // Names of UTF-16 code units, whole or half, with what Windows fears in them more often than chance has it.
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom('.', ' ', '%', ':', '~', '+', 'u', '2', '/', 'NUL', 'con', 'é', '😀'),
    );
    const name = fc
      .array(unit, { minLength: 1, maxLength: 120 })
      .map((units) => units.join('').replaceAll('\\', '_'));
    const root = fc.constantFrom('C:', 'z:', '\\\\DC01', '\\\\C', '\\\\?', '\\\\..');
    const path = fc
      .tuple(root, fc.array(name, { minLength: 1, maxLength: 4 }))
      .map(([start, names]) => [start, ...names].join('\\'));
    fc.assert(
      fc.property(path, fc.integer({ min: 1, max: 3 }), (original, collision) => {
        const place = storedPath(original, collision);
        expect(isStoredPlace(`data/${place}`, ['data'])).toBe(true);
        expect(originalPathOf(place)).toBe(original);
      }),
      { numRuns: process.env.DSBACKUP_FULL === '1' ? 100_000 : 2000, seed: 20261122 },
    );
  });

  it('never gives two paths one place', () => {
    const name = fc.array(
      fc.constantFrom('a', 'A', '%', '2', '5', '.', ' ', '+', '~', '\ud83d', '\ude00', 'u', 'D'),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    const path = fc
      .array(name, { minLength: 1, maxLength: 3 })
      .map((names) => `C:\\${names.map((units) => units.join('')).join('\\')}`);
    fc.assert(
      fc.property(path, path, (first, second) => {
        fc.pre(first !== second);
        expect(storedPath(first)).not.toBe(storedPath(second));
      }),
      { numRuns: 2000, seed: 20261122 },
    );
  });
});
