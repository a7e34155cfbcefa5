import { describe, expect, it } from 'vitest';
import { Win32Error } from '../win32-error.js';
import { loadSystem32Library } from './load-system32-library.js';
import { loadSystem32Module, type ModuleCalls } from './system32-module.js';

function scripted(answer: (fileName: string, flags: number) => bigint | number) {
  const asked: [string, number][] = [];
  const calls: ModuleCalls = {
    LoadLibraryExW(fileName, flags) {
      asked.push([fileName, flags]);
      const given = answer(fileName, flags);
      return typeof given === 'bigint' ? { value: given, lastError: 0 } : { value: null, lastError: given };
    },
    systemDirectory: () => 'D:\\Windows\\system32',
  };
  return { asked, calls };
}

describe('loadSystem32Module', () => {
  it('asks for System32 and nothing else', () => {
    const { asked, calls } = scripted(() => 7n);
    expect(loadSystem32Module(calls, 'ntdsbcli.dll')).toBe(7n);
    expect(asked).toEqual([['ntdsbcli.dll', 0x800]]);
  });

  it('takes the absolute path where Windows does not know that flag', () => {
    const { asked, calls } = scripted((_, flags) => (flags === 0x800 ? 87 : 9n));
    expect(loadSystem32Module(calls, 'ntdsbcli.dll')).toBe(9n);
    expect(asked[1]).toEqual(['D:\\Windows\\system32\\ntdsbcli.dll', 0x8]);
  });

  it('looks nowhere else when System32 has no such DLL', () => {
    const { asked, calls } = scripted(() => 126);
    expect(() => loadSystem32Module(calls, 'ntdsbcli.dll')).toThrow(
      'LoadLibraryExW failed on "ntdsbcli.dll" with ERROR_MOD_NOT_FOUND (126). System32 has no such DLL',
    );
    expect(asked).toHaveLength(1);
  });

  it('takes bare names only', () => {
    const { calls } = scripted(() => 7n);
    for (const name of ['..\\a.dll', 'C:\\a.dll', 'a/b.dll', 'a', '', 'a.dll\0']) {
      expect(() => loadSystem32Module(calls, name)).toThrow(TypeError);
    }
  });
});

describe('loadSystem32Library', () => {
  it.skipIf(process.platform === 'win32')(
    'says off Windows that there is no such DLL, and on what system it looked',
    async () => {
      const error: unknown = await loadSystem32Library('vssapi.dll').catch((reason: unknown) => reason);
      expect(Win32Error.is(error) && error.status).toBe(126);
      expect(String(error)).toContain(`this system is ${process.platform}, not Windows`);
      await expect(loadSystem32Library('../vssapi.dll')).rejects.toThrow(TypeError);
    },
  );
});
