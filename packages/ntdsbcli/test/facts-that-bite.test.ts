import { type BackupFile, type IBackupSession, startBackupSession } from '@dsbackup/session';
import { formatMultiString } from '@dsbackup/win32';
import { describe, expect, it } from 'vitest';
import { createNtdsbcliBackupDriver } from '../src/index.js';
import {
  BFT_LOG,
  BFT_NTDS_DATABASE,
  BFT_PATCH_FILE,
  hrCodes,
  type NtdsbcliApi,
} from '../src/native/index.js';
import { restoreRig } from './restore-rig.js';
import { CONTEXT, DATABASE, LOG, type ScriptedApi, scriptedApi, TOKEN } from './scripted-ntdsbcli-api.js';

/** A DLL whose every file has these bytes, and gives at most so many of them with each read. */
function serving(content: Uint8Array, most = Number.POSITIVE_INFINITY, announced = content.length) {
  const opened: { name: string; hint: number }[] = [];
  const buffers: number[] = [];
  let at = 0;
  const calls: Partial<NtdsbcliApi> = {
    DsBackupOpenFileW: async (_hbc, name, hint) => {
      opened.push({ name, hint });
      at = 0;
      return { status: 0, liFileSize: BigInt(announced) };
    },
    DsBackupRead: async (_hbc, buffer) => {
      buffers.push(buffer.length);
      const part = content.subarray(at, at + Math.min(buffer.length, most));
      buffer.set(part);
      at += part.length;
      return part.length === 0 ? { status: 38, cbRead: 0 } : { status: 0, cbRead: part.length };
    },
  };
  return { calls, opened, buffers };
}

async function backupOver(script?: (base: ScriptedApi) => Partial<NtdsbcliApi>, serverName = 'DC01') {
  const scripted = scriptedApi(script);
  const session = await startBackupSession(createNtdsbcliBackupDriver({ api: scripted.api, serverName }));
  return { ...scripted, session };
}

const listing = (...entries: string[]) => ({
  DsBackupGetDatabaseNamesW: (base: ScriptedApi) => async () => ({
    status: 0,
    attachmentInfo: base.block(formatMultiString(entries)),
  }),
});

async function filesOf(session: IBackupSession): Promise<BackupFile[]> {
  const files: BackupFile[] = [];
  for await (const file of session.files()) {
    files.push(file);
    for await (const _chunk of session.readFile(file));
  }
  return files;
}

const content = Uint8Array.from({ length: 200_003 }, (_, index) => (index * 7919) >>> 3);

describe('A status', () => {
  it.each([
    ['a raw Win32 code, which C takes for success', 5, 'ACCESS_DENIED'],
    ['the same code in an HRESULT', 0x80070005, 'ACCESS_DENIED'],
    ['hrAlreadyListening, a positive number of the header itself', 1713, 'NATIVE_FAILURE'],
    ['a warning of the engine', hrCodes.hrRemainingVersions, 'NATIVE_FAILURE'],
    ['S_FALSE', 1, 'NATIVE_FAILURE'],
    ['hrBackupInProgress, of a second backup', hrCodes.hrBackupInProgress, 'BACKUP_IN_PROGRESS'],
  ])('is a failure when it is %s', async (_what, status, code) => {
    const failing = backupOver(() => ({
      DsBackupPrepareW: async () => ({
        status,
        expiryToken: { pv: null, bytes: new Uint8Array(0) },
        hbc: null,
      }),
    }));
    await expect(failing).rejects.toMatchObject({ code, native: { call: 'DsBackupPrepareW', status } });
  });
});

describe('A list', () => {
  it('may lack its last NUL', async () => {
    const list = formatMultiString([`\x44${DATABASE}`]);
    const { session } = await backupOver((base) => ({
      DsBackupGetDatabaseNamesW: async () => ({
        status: 0,
        attachmentInfo: base.block(list.subarray(0, -2)),
      }),
    }));
    expect((await filesOf(session)).map(({ path }) => path)).toEqual([DATABASE, LOG]);
    await session.end();
  });

  it('may be empty, if it is not that of the databases', async () => {
    for (const empty of [new Uint8Array(0), new Uint8Array(2), new Uint8Array(4)]) {
      const { session } = await backupOver((base) => ({
        DsBackupGetBackupLogsW: async () => ({
          status: 0,
          backupLogFiles: empty.length === 0 ? { pv: null, bytes: empty } : base.block(empty),
        }),
      }));
      expect(await filesOf(session)).toHaveLength(1);
      await session.complete();
      await session.end();
    }
  });

  it('is an error when an entry is only a type', async () => {
    const { DsBackupGetDatabaseNamesW } = listing(`\x44${DATABASE}`, '\x21');
    const { session } = await backupOver((base) => ({
      DsBackupGetDatabaseNamesW: DsBackupGetDatabaseNamesW(base),
    }));
    await expect(session.databases()).rejects.toThrow('listed a file that has no name');
    await session.end();
  });

  it('of databases may name logs and patch files, and all are read before the logs are asked for', async () => {
    const names = [`\x44${DATABASE}`, '\x21\\\\DC01\\C$\\edb00001.log', '\x25\\\\DC01\\C$\\ntds.pat'];
    const { DsBackupGetDatabaseNamesW } = listing(...names);
    const { session, calls } = await backupOver((base) => ({
      DsBackupGetDatabaseNamesW: DsBackupGetDatabaseNamesW(base),
    }));
    const files = await filesOf(session);
    expect(files.map(({ list, kind, attachmentType }) => [list, kind, attachmentType])).toEqual([
      ['databases', 'database', BFT_NTDS_DATABASE],
      ['databases', 'log', BFT_LOG],
      ['databases', 'patch', BFT_PATCH_FILE],
      ['logs', 'log', BFT_LOG],
    ]);
    const opens = calls.flatMap((call, at) => (call === 'DsBackupOpenFileW' ? [at] : []));
    expect(opens.filter((at) => at < calls.indexOf('DsBackupGetBackupLogsW'))).toHaveLength(3);
    await session.end();
  });

  it('names files in any script, and DsBackupOpenFile gets each without its type', async () => {
    const path = '\\\\DC01\\C$\\Wïndöws 😀\\数据\\نtds.dit';
    const { DsBackupGetDatabaseNamesW } = listing(`\x44${path}`);
    const { calls, opened } = serving(new Uint8Array(3));
    const { session } = await backupOver((base) => ({
      ...calls,
      DsBackupGetDatabaseNamesW: DsBackupGetDatabaseNamesW(base),
    }));
    const [file] = await session.databases();
    if (file === undefined) throw new Error('no file');
    expect(file).toMatchObject({ path, attachmentType: 0x44 });
    await session.openFile(file);
    expect(opened[0]?.name).toBe(path);
    await session.end();
  });
});

describe('A token', () => {
  it.each([
    ['NULL', { pv: null, bytes: new Uint8Array(0) }],
    ['of no size', undefined],
  ])('that is %s spoils the backup at once, which is ended', async (_what, block) => {
    const scripted = scriptedApi((base) => ({
      DsBackupPrepareW: async () => ({
        status: 0,
        expiryToken: block ?? base.block(new Uint8Array(0)),
        hbc: CONTEXT,
      }),
    }));
    const driver = createNtdsbcliBackupDriver({ api: scripted.api, serverName: 'DC01' });
    await expect(startBackupSession(driver)).rejects.toThrow('without which no backup can be restored');
    expect(scripted.calls.filter((call) => call === 'DsBackupEnd')).toHaveLength(1);
    expect([...scripted.freed.values()].every((times) => times === 1)).toBe(true);
  });

  it('comes with the receipt, byte for byte', async () => {
    const { session } = await backupOver();
    await filesOf(session);
    expect((await session.complete()).expiryToken).toEqual(TOKEN);
    await session.end();
  });
});

describe('A read', () => {
  it.each([1, 7, 24_575, 24_576, 24_577, 30_000, 262_144])(
    'into a buffer of %i bytes is made of reads that the DLL takes, short ones too',
    async (size) => {
      const { calls, buffers, opened } = serving(
        content.subarray(0, size === 1 ? 30_000 : content.length),
        9973,
      );
      const { session } = await backupOver(() => calls);
      const [file] = await session.databases();
      if (file === undefined) throw new Error('no file');
      await session.openFile(file);
      const read: Buffer[] = [];
      for (let count = -1; count !== 0; ) {
        const buffer = Buffer.alloc(size);
        count = await session.read(buffer);
        read.push(buffer.subarray(0, count));
      }
      await session.close();
      const all = Buffer.concat(read);
      expect(Buffer.compare(all, content.subarray(0, all.length))).toBe(0);
      expect(all.length).toBe(size === 1 ? 30_000 : content.length);
      expect(buffers.every((bytes) => bytes >= 24_576 && bytes % 8192 === 0)).toBe(true);
      expect(opened.every(({ hint }) => hint >= 24_576 && hint % 8192 === 0)).toBe(true);
      await session.end();
    },
  );

  it.each([
    ['more', content.length + 8192],
    ['less', content.length - 8192],
  ])('gives what is there where %s was announced, and says so', async (_what, announced) => {
    const { calls } = serving(content, undefined, announced);
    const { session } = await backupOver(() => calls);
    await filesOf(session);
    const receipt = await session.complete();
    expect(receipt.components[0]?.bytes).toBe(2 * content.length);
    expect(receipt.warnings).toHaveLength(2);
    await session.end();
  });
});

describe('A server', () => {
  it('may have two backslashes before its name, and the DLL gets it without', async () => {
    const asked: string[] = [];
    const { session } = await backupOver(
      () => ({
        DsIsNTDSOnlineW: async (name) => {
          asked.push(name);
          return { status: 0, fNTDSOnline: true };
        },
      }),
      '\\\\DC01',
    );
    expect(asked).toEqual(['DC01']);
    await session.end();
  });

  it('has no underscore in its name', () => {
    const { api } = scriptedApi();
    expect(() => createNtdsbcliBackupDriver({ api, serverName: '\\\\DC_01' })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  it.each([
    [false, 'DIRECTORY_OFFLINE', 'DsBackupPrepareW'],
    [true, 'DIRECTORY_ONLINE', 'DsRestorePrepareW'],
  ])('whose directory is online: %s is refused with %s, before %s', async (fNTDSOnline, code, never) => {
    const online = () => ({ DsIsNTDSOnlineW: async () => ({ status: 0, fNTDSOnline }) });
    const rig = await restoreRig(online);
    const backup = scriptedApi(online);
    const opening = fNTDSOnline
      ? rig.driver.prepare(rig.control)
      : startBackupSession(createNtdsbcliBackupDriver({ api: backup.api, serverName: 'DC01' }));
    await expect(opening).rejects.toMatchObject({ code });
    expect([...rig.calls, ...backup.calls]).not.toContain(never);
  });
});
