import type { RestoreLocations } from '@dsbackup/session';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSavedLocations, encodeSavedLocations, savedLocationsName } from './saved-locations.js';

const locations: RestoreLocations = {
  databases: [{ name: 'ntds.dit', path: '\\\\DC01\\C$\\Wïndöws 😀\\ntds.dit' }],
  logDirectory: 'D:\\Logs',
};

describe('The document of the locations', () => {
  it('gives back what was saved', () => {
    const document = encodeSavedLocations({ locations });
    expect(document.name).toBe(savedLocationsName);
    expect(decodeSavedLocations(document.bytes)).toEqual(locations);
  });

  it('says that Windows had not answered, and why', () => {
    const { bytes } = encodeSavedLocations({ locations: null, refusal: 'It said 87.' });
    expect(decodeSavedLocations(bytes)).toBeUndefined();
    expect(Buffer.from(bytes).toString()).toContain('It said 87.');
  });

  it.each([
    ['no JSON', 'x'],
    ['another document', '{"format":"x","version":1,"locations":null}'],
    ['another version', '{"format":"dsbackup-database-locations","version":2,"locations":null}'],
    ['no locations', '{"format":"dsbackup-database-locations","version":1}'],
    ['no database', '{"format":"dsbackup-database-locations","version":1,"locations":{"databases":[]}}'],
    [
      'a path with a NUL',
      '{"format":"dsbackup-database-locations","version":1,"locations":{"databases":[{"name":"a","path":"a\\u0000b"}]}}',
    ],
    [
      'a folder that is no text',
      '{"format":"dsbackup-database-locations","version":1,"locations":{"databases":[{"name":"a","path":"b"}],"logDirectory":1}}',
    ],
  ])('refuses %s', (_what, text) => {
    expect(() => decodeSavedLocations(Buffer.from(text))).toThrow(
      expect.objectContaining({ code: 'SET_INVALID' }),
    );
  });

  it('never throws anything else', () => {
    const tried = (bytes: Uint8Array) => {
      try {
        decodeSavedLocations(bytes);
      } catch (error) {
        expect(error).toMatchObject({ code: 'SET_INVALID' });
      }
    };
    fc.assert(fc.property(fc.uint8Array(), tried));
    fc.assert(fc.property(fc.json(), (text) => tried(Buffer.from(text))));
    expect(() => decodeSavedLocations(new Uint8Array(2 ** 20 + 1))).toThrow('too long');
  });
});
