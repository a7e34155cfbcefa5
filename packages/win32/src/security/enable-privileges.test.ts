import { describe, expect, it } from 'vitest';
import { scriptedLoader } from '../../test/scripted-library.js';
import { createAdvapi32 } from '../native/advapi32.js';
import { createKernel32 } from '../native/kernel32.js';
import { enablePrivileges } from './enable-privileges.js';

const TOKEN = 0x1234n;

interface Answers {
  readonly open?: number;
  readonly lookUp?: number;
  /** The last error of each AdjustTokenPrivileges; a negative one makes the call itself fail. */
  readonly adjust?: number[];
}

async function windows({ open = 0, lookUp = 0, adjust = [] }: Answers) {
  const closed: bigint[] = [];
  const given: string[] = [];
  const load = scriptedLoader({
    'kernel32.dll': {
      GetCurrentProcess: () => 0xffff_ffff_ffff_ffffn,
      CloseHandle: (handle: bigint) => closed.push(handle) > 0,
    },
    'advapi32.dll': {
      OpenProcessToken(process: bigint, access: number, out: Uint8Array) {
        expect([process, access]).toEqual([0xffff_ffff_ffff_ffffn, 0x28]);
        if (open === 0) new DataView(out.buffer).setBigUint64(0, TOKEN, true);
        return { value: open === 0, lastError: open };
      },
      LookupPrivilegeValueW(_: null, name: string, luid: Uint8Array) {
        luid.fill(name === 'SeBackupPrivilege' ? 17 : 18);
        return { value: lookUp === 0, lastError: lookUp };
      },
      AdjustTokenPrivileges(token: bigint, all: boolean, privileges: Uint8Array) {
        expect([token, all]).toEqual([TOKEN, false]);
        given.push(Buffer.from(privileges).toString('hex'));
        const lastError = adjust.shift() ?? 0;
        return { value: lastError >= 0, lastError: Math.abs(lastError) };
      },
    },
  });
  const [kernel32, advapi32] = [await createKernel32(load), await createAdvapi32(load)];
  const enable = () => enablePrivileges(kernel32, advapi32, ['SeBackupPrivilege', 'SeRestorePrivilege']);
  return { closed, given, enable };
}

describe('enablePrivileges', () => {
  it('hands Windows one privilege at a time, and says that all are enabled', async () => {
    const { closed, given, enable } = await windows({});
    expect(enable()).toEqual({ enabled: ['SeBackupPrivilege', 'SeRestorePrivilege'], missing: [] });
    expect(given).toEqual(['01000000111111111111111102000000', '01000000121212121212121202000000']);
    expect(closed).toEqual([TOKEN]);
  });

  it('takes ERROR_NOT_ALL_ASSIGNED as missing, though the call succeeded', async () => {
    const { closed, enable } = await windows({ adjust: [1300, 0] });
    expect(enable()).toEqual({ enabled: ['SeRestorePrivilege'], missing: ['SeBackupPrivilege'] });
    expect(closed).toEqual([TOKEN]);
  });

  it('closes the token when a call fails, and says which', async () => {
    const lookUp = await windows({ lookUp: 1313 });
    expect(lookUp.enable).toThrow(
      'LookupPrivilegeValueW failed on "SeBackupPrivilege" with ERROR_NO_SUCH_PRIVILEGE (1313)',
    );
    const adjust = await windows({ adjust: [-5] });
    expect(adjust.enable).toThrow('AdjustTokenPrivileges failed on "SeBackupPrivilege"');
    expect([lookUp.closed, adjust.closed]).toEqual([[TOKEN], [TOKEN]]);
  });

  it('closes nothing when there was no token', async () => {
    const { closed, enable } = await windows({ open: 5 });
    expect(enable).toThrow('OpenProcessToken failed with ERROR_ACCESS_DENIED (5)');
    expect(closed).toEqual([]);
  });
});
