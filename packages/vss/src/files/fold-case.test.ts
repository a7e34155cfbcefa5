import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldCase } from './fold-case.js';

describe('foldCase', () => {
  it('makes names equal that differ in case only', () => {
    expect(foldCase('Ntds.Dit')).toBe(foldCase('nTDS.dIT'));
    expect(foldCase('Überführung')).toBe(foldCase('ÜBERFÜHRUNG'));
  });

  it('keeps the length of every name, so that one character stays one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(foldCase(name)).toHaveLength(name.length);
      }),
    );
    expect(foldCase('ß')).toBe('ß');
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(foldCase(foldCase(name))).toBe(foldCase(name));
      }),
    );
  });
});
