import { describe, expect, it } from 'vitest';
import { type Script, scriptedLoader } from '../../test/scripted-library.js';
import { createOle32 } from '../native/ole32.js';
import { setComSecurity } from './com-security.js';
import { startCom } from './start-com.js';

const RPC_E_CHANGED_MODE = 0x80010106;
const RPC_E_TOO_LATE = 0x80010119;
const windows10 = { major: 10, minor: 0 };

function script(functions: Record<string, number>) {
  const calls: [string, ...unknown[]][] = [];
  const recorded: Script = Object.fromEntries(
    Object.entries(functions).map(([name, status]) => [
      name,
      (...args: unknown[]) => {
        calls.push([name, ...args]);
        return status;
      },
    ]),
  );
  return { calls, recorded, load: scriptedLoader({ 'ole32.dll': recorded }) };
}

describe('startCom', () => {
  it('takes CoIncrementMTAUsage where there is one, once', async () => {
    const { calls, load } = script({ CoIncrementMTAUsage: 0 });
    expect(startCom(await createOle32(load))).toBe('mta-usage');
    expect(startCom(await createOle32(load))).toBe('mta-usage');
    expect(calls).toHaveLength(1);
  });

  it('finds CoIncrementMTAUsage in combase.dll, too', async () => {
    const load = scriptedLoader({
      'ole32.dll': {},
      'combase.dll': { CoIncrementMTAUsage: () => 0 },
    });
    expect(startCom(await createOle32(load))).toBe('mta-usage');
  });

  it('takes CoInitializeEx before Windows 8, multithreaded, and S_FALSE as success', async () => {
    const { calls, load } = script({ CoInitializeEx: 1 });
    expect(startCom(await createOle32(load))).toBe('initialize-ex');
    startCom(await createOle32(load));
    expect(calls).toEqual([['CoInitializeEx', null, 0]]);
  });

  it('says what to do when the thread is single-threaded already', async () => {
    const { load } = script({ CoInitializeEx: RPC_E_CHANGED_MODE });
    const ole32 = await createOle32(load);
    expect(() => startCom(ole32)).toThrow(/RPC_E_CHANGED_MODE \(0x80010106\).*process of its own/);
  });

  it('tries again after a failure', async () => {
    const answers = [0x8007000e, 0];
    const ole32 = await createOle32(
      scriptedLoader({ 'ole32.dll': { CoIncrementMTAUsage: () => answers.shift() } }),
    );
    expect(() => startCom(ole32)).toThrow('E_OUTOFMEMORY');
    expect(startCom(ole32)).toBe('mta-usage');
  });
});

describe('setComSecurity', () => {
  it('sets what Microsoft asks of requesters, from Windows 8 on and before', async () => {
    const given = async (major: number, minor: number) => {
      const { calls, load } = script({ CoInitializeSecurity: 0 });
      setComSecurity(await createOle32(load), { major, minor });
      return calls[0];
    };
    const old = ['CoInitializeSecurity', null, -1, null, null, 6, 2, null, 0, null];
    const recent = ['CoInitializeSecurity', null, -1, null, null, 6, 3, null, 0x20, null];
    expect([await given(5, 2), await given(6, 0), await given(6, 1)]).toEqual([old, old, old]);
    expect([await given(6, 2), await given(6, 3), await given(10, 0)]).toEqual([recent, recent, recent]);
  });

  it('is called once for a process, whatever the number of sessions', async () => {
    const { calls, load } = script({ CoInitializeSecurity: 0 });
    expect(setComSecurity(await createOle32(load), windows10)).toEqual({ outcome: 'initialized' });
    expect(setComSecurity(await createOle32(load), windows10, 'require')).toEqual({ outcome: 'initialized' });
    expect(calls).toHaveLength(1);
  });

  it('lives with security that others set, and says what it may cost', async () => {
    const { load } = script({ CoInitializeSecurity: RPC_E_TOO_LATE });
    const outcome = setComSecurity(await createOle32(load), windows10);
    expect(outcome.outcome).toBe('set-by-others');
    expect(outcome.consequence).toContain('8194');
  });

  it('refuses security that others set when it is required', async () => {
    const { load } = script({ CoInitializeSecurity: RPC_E_TOO_LATE });
    const ole32 = await createOle32(load);
    expect(() => setComSecurity(ole32, windows10, 'require')).toThrow(/RPC_E_TOO_LATE.*8194/);
  });

  it('calls nothing when the program has set its own', async () => {
    const { calls, load } = script({ CoInitializeSecurity: 0 });
    expect(setComSecurity(await createOle32(load), windows10, 'reuse')).toEqual({ outcome: 'set-by-others' });
    expect(calls).toEqual([]);
  });

  it('rejects with any other failure', async () => {
    const { load } = script({ CoInitializeSecurity: 0x80070005 });
    const ole32 = await createOle32(load);
    expect(() => setComSecurity(ole32, windows10)).toThrow('E_ACCESSDENIED (0x80070005)');
  });
});
