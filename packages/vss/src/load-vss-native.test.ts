import { describe, expect, it } from 'vitest';
import { type ScriptedDll, scriptedDlls } from '../test/scripted-dlls.js';
import { loadVssNative } from './load-vss-native.js';

const RPC_E_TOO_LATE = 0x80010119;

/** A Windows 10 whose functions all succeed; what a test names instead stands in. */
function windows(instead: Readonly<Record<string, ScriptedDll>> = {}, pointerSize: 4 | 8 = 8) {
  const log: string[] = [];
  const kernel32: ScriptedDll = {
    GetCurrentProcess: () => 1n,
    IsWow64Process(_process: bigint, answer: Uint8Array) {
      answer.fill(0);
      return { value: true, lastError: 0 };
    },
    CloseHandle: () => true,
  };
  const advapi32: ScriptedDll = {
    OpenProcessToken(_process: bigint, _access: number, handle: Uint8Array) {
      handle[0] = 9;
      return { value: true, lastError: 0 };
    },
    LookupPrivilegeValueW: () => ({ value: true, lastError: 0 }),
    AdjustTokenPrivileges: () => ({ value: true, lastError: 0 }),
  };
  const ole32: ScriptedDll = {
    CoIncrementMTAUsage: () => {
      log.push('CoIncrementMTAUsage');
      return 0;
    },
    CoInitializeSecurity: () => {
      log.push('CoInitializeSecurity');
      return 0;
    },
  };
  const ntdll: ScriptedDll = {
    RtlGetVersion(info: Uint8Array) {
      new DataView(info.buffer).setUint32(4, 10, true);
      return 0;
    },
  };
  const dlls: Record<string, ScriptedDll> = {
    'kernel32.dll': { ...kernel32, ...instead['kernel32.dll'] },
    'advapi32.dll': { ...advapi32, ...instead['advapi32.dll'] },
    'ole32.dll': { ...ole32, ...instead['ole32.dll'] },
    'ntdll.dll': ntdll,
    'oleaut32.dll': {},
    'vssapi.dll': { CreateVssBackupComponentsInternal: () => 0 },
  };
  return { load: scriptedDlls(dlls, { pointerSize }), log };
}

describe('loadVssNative', () => {
  it('starts COM, then sets its security, and says what it did', async () => {
    const { load, log } = windows();
    const { startup } = await loadVssNative({ load });
    expect(log).toEqual(['CoIncrementMTAUsage', 'CoInitializeSecurity']);
    expect(startup).toEqual({
      com: 'mta-usage',
      security: { outcome: 'initialized' },
      privileges: { enabled: ['SeBackupPrivilege'], missing: [] },
    });
  });

  it('refuses a 32-bit process on a 64-bit Windows before it touches COM', async () => {
    const wow64 = {
      'kernel32.dll': {
        IsWow64Process(_process: bigint, answer: Uint8Array) {
          answer.fill(0).set([1]);
          return { value: true, lastError: 0 };
        },
      },
    };
    const { load, log } = windows(wow64, 4);
    await expect(loadVssNative({ load })).rejects.toMatchObject({
      code: 'NO_BACKEND',
      hint: 'Run the 64-bit Node.js.',
    });
    expect(log).toEqual([]);
  });

  it("leaves COM's security alone when the program around it has set it", async () => {
    const { load, log } = windows();
    const { startup } = await loadVssNative({ load, security: 'reuse' });
    expect(startup.security).toEqual({ outcome: 'set-by-others' });
    expect(log).toEqual(['CoIncrementMTAUsage']);
  });

  it('rejects under require when other code was earlier, and only tells of it otherwise', async () => {
    const late = { 'ole32.dll': { CoInitializeSecurity: () => RPC_E_TOO_LATE } };
    await expect(loadVssNative({ load: windows(late).load, security: 'require' })).rejects.toMatchObject({
      status: RPC_E_TOO_LATE,
    });
    const { startup } = await loadVssNative({ load: windows(late).load });
    expect(startup.security.outcome).toBe('set-by-others');
    expect(startup.security.consequence).toMatch(/8194/);
  });

  it('goes on without the backup privilege, and says that it is missing', async () => {
    for (const OpenProcessToken of [
      () => ({ value: false, lastError: 5 }),
      (_process: bigint, _access: number, handle: Uint8Array) => {
        handle[0] = 9;
        return { value: true, lastError: 0 };
      },
    ]) {
      const AdjustTokenPrivileges = () => ({ value: true, lastError: 1300 });
      const { load } = windows({ 'advapi32.dll': { OpenProcessToken, AdjustTokenPrivileges } });
      const { startup } = await loadVssNative({ load });
      expect(startup.privileges).toEqual({ enabled: [], missing: ['SeBackupPrivilege'] });
    }
  });
});
