import { describe, expect, it } from 'vitest';
import { eseNumber } from './ese-status.js';
import { hrCodes, hrName } from './hr-codes.js';
import { hrDescriptions } from './hr-descriptions.js';

describe('hrCodes', () => {
  it('has the 187 codes of ntdsbmsg.h, no two of one number', () => {
    const codes = Object.values(hrCodes);
    expect(codes).toHaveLength(187);
    expect(new Set(codes).size).toBe(187);
  });

  it('has 147 errors and 20 warnings of the database engine', () => {
    const numbers = Object.values(hrCodes).map(eseNumber);
    expect(numbers.filter((number) => number !== undefined && number < 0)).toHaveLength(147);
    expect(numbers.filter((number) => number !== undefined && number > 0)).toHaveLength(20);
  });

  it('has a sentence of its own for each', () => {
    const sentences = Object.values(hrDescriptions);
    expect(Object.keys(hrDescriptions).sort()).toEqual(Object.keys(hrCodes).sort());
    expect(sentences.filter((sentence) => !/^[A-Z].{10,}\.$|^Success\.$/.test(sentence))).toEqual([]);
    expect(new Set(sentences).size).toBe(187);
  });

  it('finds a name by the number, signed or not', () => {
    expect(hrName(0xc7ff0003)).toBe('hrInvalidHandle');
    expect(hrName(0xc7ff0003 | 0)).toBe('hrInvalidHandle');
    expect(hrName(0xc8000321)).toBeUndefined();
  });
});

describe('eseNumber', () => {
  it.each([
    [hrCodes.hrReadVerifyFailure, -1018],
    [hrCodes.hrBackupInProgress, -505],
    [hrCodes.hrRemainingVersions, 321],
    [0xc8000321, -801],
  ])('reads 0x%s as the engine number', (status, number) => {
    expect(eseNumber(status)).toBe(number);
  });

  it('finds none in codes of another facility', () => {
    expect([0, 5, 0x80070005, hrCodes.hrInvalidParam, hrCodes.hrNyi].map(eseNumber)).toEqual(
      Array(5).fill(undefined),
    );
  });
});
