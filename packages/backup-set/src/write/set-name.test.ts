import { describe, expect, it } from 'vitest';
import { setName } from './set-name.js';

const started = new Date('2026-11-22T15:45:00.999Z');

describe('setName', () => {
  it.each([
    ['DC01', 'DC01-20261122T154500Z'],
    ['dc 01.corp.example', 'dc_01_corp_example-20261122T154500Z'],
    ['../../etc', '______etc-20261122T154500Z'],
    ['', '_-20261122T154500Z'],
    ['x'.repeat(100), `${'x'.repeat(63)}-20261122T154500Z`],
  ])('%j: %s', (computerName, name) => {
    expect(setName({ computerName, started })).toBe(name);
  });
});
