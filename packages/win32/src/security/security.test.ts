import { describe, expect, it } from 'vitest';
import { scriptedLoader } from '../../test/scripted-library.js';
import { createAdvapi32 } from '../native/advapi32.js';
import { createKernel32 } from '../native/kernel32.js';
import { protectFolder } from './protect-folder.js';
import { readSecurityDescriptor } from './security-descriptor.js';

const [HANDLE, DESCRIPTOR, DACL, TEXT] = [0x10n, 0x20n, 0x30n, 0x40n];

const write = (out: Uint8Array, address: bigint) => new DataView(out.buffer).setBigUint64(0, address, true);
const yes = { value: true, lastError: 0 };

interface Answers {
  readonly open?: number;
  readonly security?: number;
  readonly sddl?: number;
  readonly dacl?: bigint;
}

async function windows({ open = 0, security = 0, sddl = 0, dacl = DACL }: Answers) {
  const given: unknown[][] = [];
  const back: bigint[] = [];
  const load = scriptedLoader(
    {
      'kernel32.dll': {
        CreateFileW: (...args: unknown[]) => {
          given.push(args);
          return { value: open === 0 ? HANDLE : 0xffff_ffff_ffff_ffffn, lastError: open };
        },
        CloseHandle: (handle: bigint) => back.push(handle) > 0,
        LocalFree: (address: bigint) => void back.push(address),
      },
      'advapi32.dll': {
        GetSecurityInfo(...args: unknown[]) {
          given.push(args.slice(0, 3));
          if (security === 0) write(args[7] as Uint8Array, DESCRIPTOR);
          return security;
        },
        ConvertSecurityDescriptorToStringSecurityDescriptorW(...args: unknown[]) {
          if (sddl === 0) write(args[3] as Uint8Array, TEXT);
          return { value: sddl === 0, lastError: sddl };
        },
        ConvertStringSecurityDescriptorToSecurityDescriptorW(...args: unknown[]) {
          given.push([args[0]]);
          write(args[2] as Uint8Array, DESCRIPTOR);
          return yes;
        },
        GetSecurityDescriptorDacl(_: bigint, present: Uint8Array, out: Uint8Array) {
          new DataView(present.buffer).setUint32(0, 1, true);
          write(out, dacl);
          return yes;
        },
        SetNamedSecurityInfoW(...args: unknown[]) {
          given.push(args);
          return security;
        },
      },
    },
    { wideString: () => 'O:BAG:SYD:P' },
  );
  const [kernel32, advapi32] = [await createKernel32(load), await createAdvapi32(load)];
  return { given, back, kernel32, advapi32 };
}

describe('readSecurityDescriptor', () => {
  it('opens the object itself with backup semantics, and gives everything back', async () => {
    const { given, back, kernel32, advapi32 } = await windows({});
    expect(await readSecurityDescriptor(kernel32, advapi32, 'C:\\x')).toBe('O:BAG:SYD:P');
    expect(given).toEqual([
      ['C:\\x', 0x20080, 7, null, 3, 0x02200000, null],
      [HANDLE, 1, 7],
    ]);
    expect(back).toEqual([TEXT, DESCRIPTOR, HANDLE]);
  });

  it('gives everything back whatever fails', async () => {
    const security = await windows({ security: 5 });
    await expect(readSecurityDescriptor(security.kernel32, security.advapi32, 'C:\\x')).rejects.toThrow(
      'GetSecurityInfo failed on "C:\\x" with ERROR_ACCESS_DENIED (5)',
    );
    expect(security.back).toEqual([HANDLE]);
    const sddl = await windows({ sddl: 8 });
    await expect(readSecurityDescriptor(sddl.kernel32, sddl.advapi32, 'C:\\x')).rejects.toThrow('(8)');
    expect(sddl.back).toEqual([DESCRIPTOR, HANDLE]);
    const open = await windows({ open: 2 });
    await expect(readSecurityDescriptor(open.kernel32, open.advapi32, 'C:\\x')).rejects.toThrow(
      'CreateFileW',
    );
    expect(open.back).toEqual([]);
  });
});

describe('protectFolder', () => {
  it('sets a list that inherits nothing, for SYSTEM, Administrators and the owner', async () => {
    const { given, back, kernel32, advapi32 } = await windows({});
    await protectFolder(kernel32, advapi32, 'C:\\set');
    expect(given).toEqual([
      ['D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;OW)'],
      ['C:\\set', 1, 0x80000004, null, null, DACL, null],
    ]);
    expect(back).toEqual([DESCRIPTOR]);
  });

  it('never sets a NULL list, which would let everybody in', async () => {
    const { given, back, kernel32, advapi32 } = await windows({ dacl: 0n });
    await expect(protectFolder(kernel32, advapi32, 'C:\\set')).rejects.toThrow('GetSecurityDescriptorDacl');
    expect(given).toHaveLength(1);
    expect(back).toEqual([DESCRIPTOR]);
  });

  it('says which folder could not be closed', async () => {
    const { back, kernel32, advapi32 } = await windows({ security: 5 });
    await expect(protectFolder(kernel32, advapi32, 'C:\\set')).rejects.toThrow(
      'SetNamedSecurityInfoW failed on "C:\\set" with ERROR_ACCESS_DENIED (5)',
    );
    expect(back).toEqual([DESCRIPTOR]);
  });
});
