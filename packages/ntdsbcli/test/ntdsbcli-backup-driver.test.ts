import type { BackupDriver, BackupFile, BackupProgress, DriverControl } from '@dsbackup/session';
import { formatMultiString, Win32Error } from '@dsbackup/win32';
import { describe, expect, it } from 'vitest';
import { createNtdsbcliBackupDriver, decodeSavedLocations, savedLocationsName } from '../src/index.js';
import {
  BFT_LOG,
  BFT_NTDS_DATABASE,
  BFT_PATCH_FILE,
  hrCodes,
  type NtdsbcliApi,
} from '../src/native/index.js';
import {
  CONTEXT,
  DATABASE,
  DIRECTORY,
  LOG,
  type ScriptedApi,
  scriptedApi,
  TOKEN,
} from './scripted-ntdsbcli-api.js';

const BUFFER = 24_576;

interface Rig extends ScriptedApi {
  readonly driver: BackupDriver;
  readonly control: DriverControl;
  readonly progress: BackupProgress[];
}

function rig(script?: (base: ScriptedApi) => Partial<NtdsbcliApi>): Rig {
  const scripted = scriptedApi(script);
  const progress: BackupProgress[] = [];
  const control = {
    signal: new AbortController().signal,
    report: (event: BackupProgress) => progress.push(event),
  };
  const driver = createNtdsbcliBackupDriver({ api: scripted.api, serverName: '\\\\DC01' });
  return { ...scripted, driver, control, progress };
}

async function openDatabase({ driver, control }: Rig): Promise<BackupFile> {
  await driver.prepare(control);
  const [file] = await driver.databases(control);
  if (file === undefined) throw new Error('no database');
  await driver.open(file, control);
  return file;
}

/** What a session does with a driver that failed. */
async function giveUp({ driver, control }: Rig): Promise<void> {
  await driver.abort(control);
  await driver.release(control);
}

function ends({ calls }: Rig): number {
  return calls.filter((call) => call === 'DsBackupEnd').length;
}

const noBlock = { pv: null, bytes: new Uint8Array(0) };

/** A list of locations, cut short by some bytes, together with a status. */
function listAnd(base: ScriptedApi, status: number, cut = 0) {
  const bytes = formatMultiString([`\x44${DATABASE}`]);
  return { status, databaseLocationList: base.block(bytes.subarray(0, bytes.length - cut)) };
}

describe('A backup through ntdsbcli.dll', () => {
  it('makes the documented calls in the documented order', async () => {
    const made = rig();
    const { driver, control, calls } = made;
    await openDatabase(made);
    expect(await driver.read(new Uint8Array(BUFFER), control)).toBe(0);
    await driver.close(control);
    await driver.logs(control);
    const { documents, expiryToken } = await driver.documents([], control);
    expect([documents.map(({ name }) => name), expiryToken]).toEqual([[savedLocationsName], TOKEN]);
    expect(await driver.commit({ components: [], truncateLogs: true }, control)).toEqual({
      logsTruncated: true,
      documents: [],
      warnings: [],
    });
    await driver.release(control);
    expect(calls).toEqual([
      'DsIsNTDSOnlineW',
      'DsBackupPrepareW',
      'DsBackupFree',
      'DsRestoreGetDatabaseLocationsW',
      'DsBackupFree',
      'DsBackupGetDatabaseNamesW',
      'DsBackupFree',
      'DsBackupOpenFileW',
      'DsBackupRead',
      'DsBackupClose',
      'DsBackupGetBackupLogsW',
      'DsBackupFree',
      'DsBackupTruncateLogs',
      'DsBackupEnd',
    ]);
    expect([...made.freed.values()]).toEqual([1, 1, 1, 1]);
  });

  it('passes the server without backslashes, a full backup, and a name without its type', async () => {
    const seen: unknown[] = [];
    const made = rig((base) => ({
      DsBackupPrepareW: async (...args) => {
        seen.push(args);
        return { status: 0, expiryToken: base.block(TOKEN), hbc: CONTEXT };
      },
      DsBackupOpenFileW: async (...args) => {
        seen.push(args);
        return { status: 0, liFileSize: 5n };
      },
    }));
    await openDatabase(made);
    expect(seen).toEqual([
      ['DC01', 0, 1],
      [CONTEXT, DATABASE, 1024 * 1024],
    ]);
  });

  it('reports every call with its status and what it was made on', async () => {
    const made = rig();
    await openDatabase(made);
    await made.driver.close(made.control);
    const events = made.progress.filter((event) => event.kind === 'native-call');
    expect(events.map((event) => event.call)).toEqual(made.calls);
    expect(events.at(-1)).toEqual({
      kind: 'native-call',
      call: 'DsBackupClose',
      status: 0,
      subject: DATABASE,
    });
  });

  it('takes what the database list names besides databases by its type', async () => {
    const made = rig((base) => ({
      DsBackupGetDatabaseNamesW: async () => ({
        status: 0,
        attachmentInfo: base.block(formatMultiString([`\x44${DATABASE}`, `\x21${LOG}`, '\x25x.pat'])),
      }),
    }));
    await made.driver.prepare(made.control);
    const files = await made.driver.databases(made.control);
    expect(files.map((file) => [file.kind, file.list, file.attachmentType])).toEqual([
      ['database', 'databases', BFT_NTDS_DATABASE],
      ['log', 'databases', BFT_LOG],
      ['patch', 'databases', BFT_PATCH_FILE],
    ]);
  });

  it('has no third list', async () => {
    const { driver, control } = rig();
    const others: BackupFile[] = [];
    for await (const file of driver.others(control)) others.push(file);
    expect(others).toEqual([]);
  });
});

describe('Reading', () => {
  const readingFrom = (answers: readonly { status: number; cbRead: number | undefined }[], size = 100n) => {
    const left = [...answers];
    return rig(() => ({
      DsBackupOpenFileW: async () => ({ status: 0, liFileSize: size }),
      DsBackupRead: async () => left.shift() ?? { status: 38, cbRead: 0 },
    }));
  };
  const readAll = async (made: Rig): Promise<number[]> => {
    await openDatabase(made);
    const counts = [];
    for (let count = -1; count !== 0; ) {
      count = await made.driver.read(new Uint8Array(BUFFER), made.control);
      counts.push(count);
    }
    return counts;
  };

  it.each([
    [
      'raw',
      [
        { status: 0, cbRead: 100 },
        { status: 38, cbRead: undefined },
      ],
      [100, 0],
    ],
    [
      'wrapped',
      [
        { status: 0, cbRead: 100 },
        { status: 0x80070026, cbRead: 0 },
      ],
      [100, 0],
    ],
    [
      'as success without bytes',
      [
        { status: 0, cbRead: 100 },
        { status: 0, cbRead: 0 },
      ],
      [100, 0],
    ],
    [
      'with the last bytes',
      [
        { status: 0, cbRead: 60 },
        { status: 38, cbRead: 40 },
      ],
      [60, 40, 0],
    ],
  ])('knows the end %s', async (_name, answers, counts) => {
    const made = readingFrom(answers);
    expect(await readAll(made)).toEqual(counts);
    expect(made.progress.filter((event) => event.kind === 'warning')).toEqual([]);
  });

  it.each([
    ['a count that was never written', { status: 0, cbRead: undefined }],
    ['a count larger than the buffer', { status: 0, cbRead: BUFFER + 1 }],
    ['bytes at the end that the size has no room for', { status: 38, cbRead: 101 }],
  ])('takes %s for an error', async (_name, answer) => {
    const made = readingFrom([answer]);
    await expect(readAll(made)).rejects.toMatchObject({ code: 'NATIVE_FAILURE', scope: 'session' });
  });

  it('says so when a file gives less or more than was announced', async () => {
    const made = readingFrom([{ status: 0, cbRead: 99 }]);
    await readAll(made);
    await made.driver.close(made.control);
    const { warnings } = await made.driver.commit({ components: [], truncateLogs: false }, made.control);
    expect(warnings).toEqual([`"${DATABASE}" was announced with 100 bytes and gave 99.`]);
    expect(made.progress).toContainEqual({ kind: 'warning', message: warnings[0] });
  });
});

describe('Giving back', () => {
  it('ends a context even when the call that gave it failed', async () => {
    const made = rig((base) => ({
      DsBackupPrepareW: async () => ({ status: 0x88000141, expiryToken: base.block(TOKEN), hbc: CONTEXT }),
    }));
    await expect(made.driver.prepare(made.control)).rejects.toMatchObject({ code: 'NATIVE_FAILURE' });
    await giveUp(made);
    expect(ends(made)).toBe(1);
    expect([...made.freed.values()]).toEqual([1]);
  });

  it('ends nothing when there is no context', async () => {
    const made = rig(() => ({
      DsBackupPrepareW: async () => ({
        status: 5,
        expiryToken: { pv: null, bytes: new Uint8Array(0) },
        hbc: null,
      }),
    }));
    await expect(made.driver.prepare(made.control)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    await giveUp(made);
    expect(ends(made)).toBe(0);
  });

  it('frees a list exactly once, also when the call failed or the list is damaged', async () => {
    for (const [status, bytes] of [
      [5, formatMultiString(['\x44x'])],
      [0, Uint8Array.of(0x44, 0, 0x41)],
    ] as const) {
      const made = rig((base) => ({
        DsBackupGetDatabaseNamesW: async () => ({ status, attachmentInfo: base.block(bytes) }),
      }));
      await made.driver.prepare(made.control);
      await expect(made.driver.databases(made.control)).rejects.toMatchObject({ scope: 'session' });
      expect([...made.freed.values()]).toEqual([1, 1, 1]);
    }
  });

  it('keeps where the files would go, asked of Windows with the context of the backup', async () => {
    const made = rig();
    await made.driver.prepare(made.control);
    const { documents } = await made.driver.documents([], made.control);
    expect(decodeSavedLocations(documents[0]?.bytes ?? new Uint8Array())).toEqual({
      databases: [{ name: 'ntds.dit', path: DATABASE }],
      logDirectory: DIRECTORY,
      checkpointDirectory: DIRECTORY,
    });
  });

  const missing = new Win32Error({ call: 'GetProcAddress', domain: 'win32', status: 127 });
  type Locations = NtdsbcliApi['DsRestoreGetDatabaseLocationsW'];
  const withoutLocations: [string, (base: ScriptedApi) => Locations][] = [
    ['refuses', () => async () => ({ status: 87, databaseLocationList: noBlock })],
    ['lacks the function', () => () => Promise.reject(missing)],
    ['gives a list without a database', () => async () => ({ status: 0, databaseLocationList: noBlock })],
    ['gives a list and a failure', (base) => async () => listAnd(base, 5)],
    ['gives a list that is cut off', (base) => async () => listAnd(base, 0, 7)],
  ];
  it.each(withoutLocations)('backs up all the same where the DLL %s', async (_what, answer) => {
    const made = rig((base) => ({ DsRestoreGetDatabaseLocationsW: answer(base) }));
    await openDatabase(made);
    await made.driver.read(new Uint8Array(BUFFER), made.control);
    await made.driver.close(made.control);
    await made.driver.logs(made.control);
    const { documents } = await made.driver.documents([], made.control);
    expect(decodeSavedLocations(documents[0]?.bytes ?? new Uint8Array())).toBeUndefined();
    const { warnings } = await made.driver.commit({ components: [], truncateLogs: false }, made.control);
    expect([warnings, [...new Set(made.freed.values())]]).toEqual([[], [1]]);
  });

  it('refuses a token that is longer than any, which it has given back', async () => {
    const made = rig((base) => ({
      DsBackupPrepareW: async () => ({
        status: 0,
        expiryToken: base.block(new Uint8Array(64 * 1024 + 1)),
        hbc: CONTEXT,
      }),
    }));
    await expect(made.driver.prepare(made.control)).rejects.toThrow('gave 65537 bytes as its expiry token');
    await giveUp(made);
    expect([...made.freed.values(), ends(made)]).toEqual([1, 1]);
  });

  it('closes a file that opened without a size', async () => {
    const made = rig(() => ({ DsBackupOpenFileW: async () => ({ status: 0, liFileSize: undefined }) }));
    await expect(openDatabase(made)).rejects.toMatchObject({ code: 'NATIVE_FAILURE' });
    expect(made.calls.at(-1)).toBe('DsBackupClose');
  });

  it('calls DsBackupEnd once, though it failed', async () => {
    const made = rig(() => ({ DsBackupEnd: async () => hrCodes.hrCommunicationError }));
    await made.driver.prepare(made.control);
    await expect(
      made.driver.commit({ components: [], truncateLogs: false }, made.control),
    ).rejects.toMatchObject({
      code: 'SERVER_UNAVAILABLE',
    });
    await giveUp(made);
    expect(ends(made)).toBe(1);
  });

  it('ends after logs could not be cut, and tells of both failures', async () => {
    const made = rig(() => ({ DsBackupTruncateLogs: async () => 5, DsBackupEnd: async () => 1722 }));
    await made.driver.prepare(made.control);
    const failure = await made.driver
      .commit({ components: [], truncateLogs: true }, made.control)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'ACCESS_DENIED',
      native: { call: 'DsBackupTruncateLogs', status: 5 },
      cause: { code: 'SERVER_UNAVAILABLE', native: { call: 'DsBackupEnd', status: 1722 } },
    });
    await giveUp(made);
    expect(ends(made)).toBe(1);
  });

  it('ends when it is released without commit or abort', async () => {
    const made = rig();
    await made.driver.prepare(made.control);
    await made.driver.release(made.control);
    expect(ends(made)).toBe(1);
  });

  it('takes hrInvalidHandle from DsBackupClose only after a failure, which may have closed the file', async () => {
    const script = (status: number) =>
      rig(() => ({
        DsBackupRead: async () => ({ status, cbRead: 0 }),
        DsBackupClose: async () => hrCodes.hrInvalidHandle,
      }));
    const failed = script(hrCodes.hrReadVerifyFailure);
    await openDatabase(failed);
    await expect(failed.driver.read(new Uint8Array(BUFFER), failed.control)).rejects.toMatchObject({
      code: 'SOURCE_DAMAGED',
    });
    await expect(failed.driver.close(failed.control)).resolves.toBeUndefined();
    const sound = script(0);
    await openDatabase(sound);
    await expect(sound.driver.close(sound.control)).rejects.toMatchObject({
      native: { symbol: 'hrInvalidHandle' },
    });
  });
});

describe('Preparing', () => {
  it('refuses an offline directory before anything is prepared', async () => {
    const made = rig(() => ({ DsIsNTDSOnlineW: async () => ({ status: 0, fNTDSOnline: false }) }));
    await expect(made.driver.prepare(made.control)).rejects.toMatchObject({
      code: 'DIRECTORY_OFFLINE',
      scope: 'session',
    });
    expect(made.calls).toEqual(['DsIsNTDSOnlineW']);
  });

  it('looks at the signal before each call and rethrows its reason', async () => {
    const stop = new AbortController();
    const made = rig(() => ({
      DsIsNTDSOnlineW: async () => {
        stop.abort('enough');
        return { status: 0, fNTDSOnline: true };
      },
    }));
    const control = { ...made.control, signal: stop.signal };
    await expect(made.driver.prepare(control)).rejects.toBe('enough');
    expect(made.calls).toEqual(['DsIsNTDSOnlineW']);
  });

  it('refuses a list of databases without a database', async () => {
    const made = rig((base) => ({
      DsBackupGetDatabaseNamesW: async () => ({
        status: 0,
        attachmentInfo: base.block(formatMultiString([`\x21${LOG}`])),
      }),
    }));
    await made.driver.prepare(made.control);
    await expect(made.driver.databases(made.control)).rejects.toMatchObject({ code: 'SOURCE_MISSING' });
  });

  it('gives another identity before everything else and never shows its password', async () => {
    const password = new TextEncoder().encode('S3cret!');
    const scripted = scriptedApi(() => ({ DsSetAuthIdentityW: async () => 1326 }));
    const progress: BackupProgress[] = [];
    const driver = createNtdsbcliBackupDriver({
      api: scripted.api,
      serverName: 'DC01',
      authIdentity: { userName: 'backup', domainName: 'CORP', password: () => password },
    });
    const control = {
      signal: new AbortController().signal,
      report: (event: BackupProgress) => progress.push(event),
    };
    const failure = await driver.prepare(control).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'ACCESS_DENIED',
      native: { call: 'DsSetAuthIdentityW', status: 1326 },
    });
    expect(scripted.calls).toEqual(['DsSetAuthIdentityW']);
    expect(JSON.stringify([String(failure), failure, progress])).not.toContain('S3cret!');
    expect([...password]).toEqual(Array(7).fill(0));
  });
});
