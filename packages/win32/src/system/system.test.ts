import { describe, expect, it } from 'vitest';
import { scriptedLoader } from '../../test/scripted-library.js';
import { createKernel32 } from '../native/kernel32.js';
import { createNtdll } from '../native/ntdll.js';
import { readComputerName } from './computer-name.js';
import { readOsVersion } from './os-version.js';
import { readProcessBitness } from './process-bitness.js';
import { expandEnvironmentStrings } from './system-paths.js';

describe('readOsVersion', () => {
  const ntdll = (servicePack: string, role: number, status = 0) =>
    createNtdll(
      scriptedLoader({
        'ntdll.dll': {
          RtlGetVersion(memory: Uint8Array) {
            const view = new DataView(memory.buffer);
            expect([memory.length, view.getUint32(0, true)]).toEqual([284, 284]);
            [5, 2, 3790].forEach((value, index) => {
              view.setUint32(4 + index * 4, value, true);
            });
            Buffer.from(memory.buffer).write(servicePack, 20, 'utf16le');
            view.setUint8(282, role);
            return status;
          },
        },
      }),
    );

  it('reads OSVERSIONINFOEXW at the offsets of winnt.h', async () => {
    expect(readOsVersion(await ntdll('Service Pack 2', 2))).toEqual({
      major: 5,
      minor: 2,
      build: 3790,
      servicePack: 'Service Pack 2',
      role: 'domain-controller',
    });
  });

  it('names no service pack where there is none, and takes an unknown role as unknown', async () => {
    expect(readOsVersion(await ntdll('', 9))).toEqual({ major: 5, minor: 2, build: 3790, role: 'unknown' });
  });

  it('throws with the NTSTATUS if Windows ever refuses', async () => {
    const refusing = await ntdll('', 1, -1073741811);
    expect(() => readOsVersion(refusing)).toThrow('0xc000000d');
  });
});

describe('readProcessBitness', () => {
  const kernel32 = (pointerSize: 4 | 8, isWow64: number) =>
    createKernel32(
      scriptedLoader(
        {
          'kernel32.dll': {
            GetCurrentProcess: () => 1n,
            IsWow64Process(_: bigint, out: Uint8Array) {
              new DataView(out.buffer).setUint32(0, isWow64, true);
              return { value: true, lastError: 0 };
            },
          },
        },
        { pointerSize },
      ),
    );

  it('tells the three kinds apart', async () => {
    expect(readProcessBitness(await kernel32(8, 0))).toEqual({ process: 64, windows: 64 });
    expect(readProcessBitness(await kernel32(4, 1))).toEqual({ process: 32, windows: 64 });
    expect(readProcessBitness(await kernel32(4, 0))).toEqual({ process: 32, windows: 32 });
  });
});

describe('readComputerName', () => {
  it('reads as many characters as Windows says', async () => {
    const load = scriptedLoader({
      'kernel32.dll': {
        GetComputerNameW(buffer: Uint8Array, size: Uint8Array) {
          Buffer.from(buffer.buffer).write('DC1xxxx', 'utf16le');
          new DataView(size.buffer).setUint32(0, 3, true);
          return { value: true, lastError: 0 };
        },
      },
    });
    expect(readComputerName(await createKernel32(load))).toBe('DC1');
  });
});

describe('expandEnvironmentStrings', () => {
  it('throws with the last error of the call', async () => {
    const load = scriptedLoader({
      'kernel32.dll': { ExpandEnvironmentStringsW: () => ({ value: 0, lastError: 8 }) },
    });
    const kernel32 = await createKernel32(load);
    expect(() => expandEnvironmentStrings(kernel32, '%X%')).toThrow(
      'ExpandEnvironmentStringsW failed with ERROR_NOT_ENOUGH_MEMORY (8)',
    );
  });
});
