import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setNamePattern, setNames } from './set-name.js';

const started = new Date('2026-11-22T15:45:00.999Z');

describe('setNames', () => {
  it.each([
    ['DC01', 'DC01-20261122T154500Z'],
    ['dc 01.corp.example', 'dc_01_corp_example-20261122T154500Z'],
    ['../../etc', '______etc-20261122T154500Z'],
    ['', '_-20261122T154500Z'],
    ['x'.repeat(100), `${'x'.repeat(63)}-20261122T154500Z`],
  ])('%j: %s comes first', (computerName, name) => {
    expect(setNames({ computerName, started })[0]).toBe(name);
  });

  it('gives nine names to a second, in the order in which they sort', () => {
    const names = setNames({ computerName: 'DC01', started });
    const later = setNames({ computerName: 'DC01', started: new Date(started.getTime() + 1) });
    expect(names).toHaveLength(9);
    expect(names[8]).toBe('DC01-20261122T154500Z-9');
    expect([...later, ...names].sort()).toEqual([...names, ...later]);
  });

  it('makes nothing but what its pattern takes', () => {
    const millennia = { min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.date(millennia), (computerName, date) => {
        const names = setNames({ computerName, started: date });
        return names.every((name) => setNamePattern.test(name));
      }),
    );
  });
});
