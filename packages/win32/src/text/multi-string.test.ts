import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMultiString, parseMultiString } from './multi-string.js';

const wide = (text: string) => Buffer.from(text, 'utf16le');
const entries = fc.array(
  fc
    .array(fc.integer({ min: 1, max: 0xffff }), { minLength: 1, maxLength: 20 })
    .map((codes) => String.fromCharCode(...codes)),
);

describe('parseMultiString', () => {
  it('gives back every list that was written', () => {
    fc.assert(
      fc.property(entries, fc.uint8Array(), (list, rest) => {
        const bytes = Buffer.concat([formatMultiString(list), rest]);
        expect(parseMultiString(bytes)).toEqual({ entries: list, complete: true });
      }),
    );
  });

  it('accepts a list without its last NUL', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const bytes = formatMultiString(list);
        expect(parseMultiString(bytes.subarray(0, bytes.length - 2))).toEqual({
          entries: list,
          complete: true,
        });
      }),
    );
  });

  it('takes no byte, one NUL and two as the empty list', () => {
    for (const text of ['', '\0', '\0\0']) {
      expect(parseMultiString(wide(text))).toEqual({ entries: [], complete: true });
    }
  });

  it('says that the list was cut when the byte count ends inside an entry', () => {
    expect(parseMultiString(wide('one\0tw'))).toEqual({ entries: ['one', 'tw'], complete: false });
    expect(parseMultiString(wide('one\0two').subarray(0, 13))).toEqual({
      entries: ['one', 'tw'],
      complete: false,
    });
    expect(parseMultiString(wide('one\0t').subarray(0, 9))).toEqual({ entries: ['one'], complete: false });
  });

  it('gives a prefix of the list for any cut, and calls it complete only between entries', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (list, seed) => {
        const bytes = formatMultiString(list);
        const cut = bytes.subarray(0, seed % (bytes.length + 1));
        const parsed = parseMultiString(cut);
        const whole = parsed.complete ? parsed.entries : parsed.entries.slice(0, -1);
        expect(list.slice(0, whole.length)).toEqual(whole);
        expect(list.join('\0').startsWith(parsed.entries.join('\0'))).toBe(true);
      }),
    );
  });
});

describe('formatMultiString', () => {
  it('refuses an entry that would end the list early', () => {
    expect(() => formatMultiString(['a', ''])).toThrow(TypeError);
    expect(() => formatMultiString(['a\0b'])).toThrow(TypeError);
    expect([...formatMultiString([])]).toEqual([0, 0, 0, 0]);
  });
});
