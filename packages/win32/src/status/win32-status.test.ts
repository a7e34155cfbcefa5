import { describe, expect, it } from 'vitest';
import {
  formatWin32Status,
  isWin32Failure,
  toWin32Status,
  win32Status,
  win32Symbol,
} from './win32-status.js';

describe('win32Status', () => {
  it('has the values of winerror.h', () => {
    expect(win32Status).toMatchObject({
      ERROR_SUCCESS: 0,
      ERROR_ACCESS_DENIED: 5,
      ERROR_NOT_ENOUGH_MEMORY: 8,
      ERROR_HANDLE_EOF: 38,
      ERROR_INVALID_PARAMETER: 87,
      ERROR_DISK_FULL: 112,
      ERROR_MOD_NOT_FOUND: 126,
      ERROR_PROC_NOT_FOUND: 127,
      ERROR_NOT_ALL_ASSIGNED: 1300,
      ERROR_PRIVILEGE_NOT_HELD: 1314,
      RPC_S_INVALID_BINDING: 1702,
      RPC_S_ALREADY_LISTENING: 1713,
      RPC_S_SERVER_UNAVAILABLE: 1722,
    });
  });

  it('gives every name a number of its own', () => {
    const numbers = Object.values(win32Status);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('takes every code but 0 as failure', () => {
    expect([0, 5, 1702].map(isWin32Failure)).toEqual([false, true, true]);
  });

  it('writes a known code by name and an unknown one as the number', () => {
    expect(formatWin32Status(1300)).toBe('ERROR_NOT_ALL_ASSIGNED (1300)');
    expect(formatWin32Status(64000)).toBe('64000');
    expect(win32Symbol(64000)).toBeUndefined();
    expect(toWin32Status(-1)).toBe(0xffffffff);
  });
});
