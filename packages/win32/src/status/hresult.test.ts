import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatHresult,
  hresult,
  hresultFacility,
  hresultFromWin32,
  hresultSymbol,
  isHresultFailure,
  toHresult,
  win32FromHresult,
  win32FromRawOrWrapped,
} from './hresult.js';

describe('hresult', () => {
  it('has the values of winerror.h', () => {
    expect(hresult).toEqual({
      S_OK: 0,
      S_FALSE: 1,
      E_NOTIMPL: 2147500033,
      E_NOINTERFACE: 2147500034,
      E_POINTER: 2147500035,
      E_ABORT: 2147500036,
      E_FAIL: 2147500037,
      E_UNEXPECTED: 2147549183,
      RPC_E_CALL_REJECTED: 2147549185,
      RPC_E_CHANGED_MODE: 2147549446,
      RPC_E_WRONG_THREAD: 2147549454,
      RPC_E_TOO_LATE: 2147549465,
      CO_E_NOTINITIALIZED: 2147746288,
      REGDB_E_CLASSNOTREG: 2147746132,
      E_ACCESSDENIED: 2147942405,
      E_HANDLE: 2147942406,
      E_OUTOFMEMORY: 2147942414,
      E_INVALIDARG: 2147942487,
    });
  });

  it('takes a signed number for the same status', () => {
    expect(toHresult(-2147024891)).toBe(0x80070005);
    expect(isHresultFailure(-2147024891)).toBe(true);
    expect(hresultSymbol(-2147024891)).toBe('E_ACCESSDENIED');
  });

  it('takes S_FALSE as success, and a raw Win32 code never as failure', () => {
    expect([0, 1, 5, 1702].map(isHresultFailure)).toEqual([false, false, false, false]);
  });

  it('wraps every Win32 code and unwraps it again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffff }), (status) => {
        const wrapped = hresultFromWin32(status);
        expect(isHresultFailure(wrapped)).toBe(true);
        expect(hresultFacility(wrapped)).toBe(7);
        expect(win32FromHresult(wrapped)).toBe(status);
        expect(win32FromRawOrWrapped(wrapped)).toBe(status);
        expect(win32FromRawOrWrapped(status)).toBe(status);
      }),
    );
  });

  it('wraps neither success nor what is an HRESULT already', () => {
    expect(hresultFromWin32(0)).toBe(0);
    expect(hresultFromWin32(0x80042301)).toBe(0x80042301);
    expect(hresultFromWin32(-1)).toBe(0xffffffff);
  });

  it('finds no Win32 code in the failure of another facility', () => {
    expect(win32FromHresult(0x80042301)).toBeUndefined();
    expect(win32FromRawOrWrapped(0x80042301)).toBeUndefined();
    expect(win32FromHresult(5)).toBeUndefined();
  });

  it('names a wrapped Win32 code by the Win32 name, and writes unknown ones as numbers', () => {
    expect(formatHresult(0x800706ba)).toBe('RPC_S_SERVER_UNAVAILABLE (0x800706BA)');
    expect(formatHresult(0x80070005)).toBe('E_ACCESSDENIED (0x80070005)');
    expect(formatHresult(0x0004230a)).toBe('0x0004230A');
  });
});
