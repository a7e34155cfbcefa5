import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatGuid, isGuid, parseGuid } from './guid.js';

describe('GUIDs', () => {
  it('keeps the first three fields little-endian and the rest in order', () => {
    expect(Buffer.from(parseGuid('{00112233-4455-6677-8899-AABBCCDDEEFF}')).toString('hex')).toBe(
      '33221100554477668899aabbccddeeff',
    );
  });

  it('comes back as it was, for any 16 bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect(parseGuid(formatGuid(bytes))).toEqual(bytes);
      }),
    );
  });

  it('is written in small letters with braces, and read with or without them', () => {
    const text = '{b2014c9e-8711-4c5c-a5a9-3cf384484757}';
    expect(formatGuid(parseGuid('B2014C9E-8711-4C5C-A5A9-3CF384484757'))).toBe(text);
    expect(formatGuid(parseGuid(text))).toBe(text);
  });

  it('refuses what is no GUID', () => {
    const wrong = [
      '',
      '{b2014c9e-8711-4c5c-a5a9-3cf384484757',
      'b2014c9e-8711-4c5c-a5a9-3cf38448475',
      'g2014c9e-8711-4c5c-a5a9-3cf384484757',
    ];
    for (const text of wrong) {
      expect(isGuid(text)).toBe(false);
      expect(() => parseGuid(text)).toThrow(TypeError);
    }
    expect(() => formatGuid(new Uint8Array(15))).toThrow(TypeError);
  });
});
