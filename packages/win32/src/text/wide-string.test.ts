import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeWideString, decodeWideText, encodeWideString } from './wide-string.js';

describe('wide strings', () => {
  it('come back as they were, lone surrogates included', () => {
    const units = fc.array(fc.integer({ min: 1, max: 0xffff }));
    fc.assert(
      fc.property(units, (codes) => {
        const text = String.fromCharCode(...codes);
        expect(decodeWideString(encodeWideString(text))).toBe(text);
      }),
    );
  });

  it('end with a NUL, and may hold none', () => {
    expect([...encodeWideString('ü')]).toEqual([0xfc, 0, 0, 0]);
    expect(() => encodeWideString('C:\\a\0b')).toThrow(TypeError);
  });

  it('end at the first NUL, or at the end of the buffer', () => {
    expect(decodeWideString(Buffer.from('ab\0cd', 'utf16le'))).toBe('ab');
    expect(decodeWideString(Buffer.from('ab', 'utf16le'))).toBe('ab');
    expect(decodeWideText(Buffer.from('ab\0cd', 'utf16le'))).toBe('ab\0cd');
  });

  it('leave out a last odd byte, and respect the view they are given', () => {
    const bytes = Buffer.from('xaby', 'utf16le');
    expect(decodeWideString(bytes.subarray(2, 7))).toBe('ab');
  });
});
