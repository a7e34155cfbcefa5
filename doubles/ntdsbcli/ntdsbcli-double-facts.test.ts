import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createNtdsbcliBackupDriver } from '@dsbackup/ntdsbcli';
import { BFT_LOG, BFT_NTDS_DATABASE, BFT_PATCH_FILE, type HBC } from '@dsbackup/ntdsbcli/native';
import { type IBackupSession, startBackupSession } from '@dsbackup/session';
import { expect, it } from 'vitest';
import { backUp } from './backup-scene.js';
import { describeLinuxDouble, type LinuxDouble } from './describe-linux-double.js';
import { failureOf } from './failure-of.js';
import { SERVER } from './ntdsbcli-tree.js';

async function start({ api }: LinuxDouble, serverName = SERVER): Promise<IBackupSession> {
  return startBackupSession(createNtdsbcliBackupDriver({ api, serverName }));
}

await describeLinuxDouble((given) => {
  it.each(['ДЦ-1', '域控制器', 'دي-سي', 'ドメイン😀'])(
    'backs up a server whose name is %s, with sizes of lists in bytes and not in characters',
    async (name) => {
      given.double.setServer(name);
      const { api, tree } = given;
      const { hbc, expiryToken } = await api.DsBackupPrepareW(name, 0, 1);
      const { attachmentInfo } = await api.DsBackupGetDatabaseNamesW(hbc as HBC);
      const path = `\\\\${name}\\C$\\Windows\\NTDS\\ntds.dit`;
      expect(attachmentInfo.bytes).toHaveLength(2 * (1 + path.length + 2));
      for (const { pv } of [expiryToken, attachmentInfo]) if (pv !== null) await api.DsBackupFree(pv);
      await api.DsBackupEnd(hbc as HBC);
      await using session = await start(given, `\\\\${name}`);
      const bytes: Uint8Array[] = [];
      for (const file of await session.databases()) {
        expect(file.path).toBe(path);
        for await (const chunk of session.readFile(file)) bytes.push(Buffer.from(chunk));
      }
      expect(Buffer.concat(bytes).equals(tree.expected[0]?.bytes ?? new Uint8Array(0))).toBe(true);
    },
  );

  it('opens a file by its name without the type, which stays with the file', async () => {
    await using session = await start(given);
    const [database] = await session.databases();
    expect(database?.attachmentType).toBe(BFT_NTDS_DATABASE);
    expect(database?.path).toMatch(/^\\\\DC01\\C\$/);
    const logs = await session.logs();
    expect(logs.map((log) => log.attachmentType)).toEqual(logs.map(() => BFT_LOG));
  });

  it('backs up logs and patch files that the list of databases names, and keeps what they are', async () => {
    const ntds = join(given.tree.root, 'Windows', 'NTDS');
    const extra = ['db00001.log', 'ntds.pat'];
    for (const name of extra) await writeFile(join(ntds, name), `bytes of ${name}`);
    try {
      await using session = await start(given);
      const files = await session.databases();
      expect(files.map(({ kind, attachmentType }) => [kind, attachmentType])).toEqual([
        ['log', BFT_LOG],
        ['database', BFT_NTDS_DATABASE],
        ['patch', BFT_PATCH_FILE],
      ]);
      await session.end();
      const { receipt, files: backedUp } = await backUp(given, true);
      expect(receipt.logsTruncated).toBe(true);
      for (const name of extra) {
        const path = `\\\\${SERVER}\\C$\\Windows\\NTDS\\${name}`;
        expect(Buffer.from(backedUp.get(path) ?? []).toString()).toBe(`bytes of ${name}`);
      }
    } finally {
      for (const name of extra) await rm(join(ntds, name));
    }
  });

  it.each([1, 4095, 8192, 24_575, 24_576, 24_577, 65_536, 3_000_001])(
    'gives every byte through buffers of %i bytes, of whatever short reads',
    async (size) => {
      given.double.setOption('short-reads', 30_000);
      const [expected] = given.tree.expected;
      await using session = await start(given);
      const [database] = await session.databases();
      if (database === undefined) throw new Error('no database');
      await session.openFile(database);
      // A byte at a time costs a call of ours each; the first hundred thousand show it.
      const wanted = size === 1 ? 100_000 : (expected?.bytes?.length ?? 0);
      const got = Buffer.alloc(wanted + size);
      let at = 0;
      while (at < wanted) {
        const read = await session.read(got.subarray(at, at + size));
        if (read === 0) break;
        at += read;
      }
      expect(at).toBeGreaterThanOrEqual(wanted);
      expect(got.subarray(0, wanted).equals(expected?.bytes?.subarray(0, wanted) ?? Buffer.alloc(0))).toBe(
        true,
      );
    },
  );

  it.each([-100_000, -1, 1, 1_000_000])(
    'gives what is there when the announced size is off by %i bytes',
    async (delta) => {
      given.double.setOption('size-delta', delta);
      const [expected] = given.tree.expected;
      await using session = await start(given);
      const [database] = await session.databases();
      if (database === undefined) throw new Error('no database');
      const chunks: Uint8Array[] = [];
      for await (const chunk of session.readFile(database)) chunks.push(Buffer.from(chunk));
      expect(Buffer.concat(chunks).equals(expected?.bytes ?? Buffer.alloc(0))).toBe(true);
    },
  );

  it('takes a size below 0 for none', async () => {
    given.double.setOption('size-delta', -(2 ** 40));
    const failure = await failureOf(backUp(given));
    expect(failure.code).toBe('NATIVE_FAILURE');
    expect(failure.message).toContain('DsBackupOpenFileW');
    expect(given.double.live()).toBe(0);
  });

  it('takes an empty list of logs for no logs, and an empty list of databases for a mistake', async () => {
    given.double.setOption('list-form', 5);
    expect(await failureOf(backUp(given))).toMatchObject({ code: 'SOURCE_MISSING' });
    given.double.setOption('list-form', 0);
    await using session = await start(given);
    await session.databases();
    given.double.setOption('list-form', 5);
    expect(await session.logs()).toEqual([]);
  });

  it.each([
    ['', 'not the name of a computer'],
    ['DC_01', 'underscore'],
    ['\\\\DC_01', 'underscore'],
  ])('asks the DLL nothing of a server named "%s"', async (name, why) => {
    expect((await failureOf(start(given, name))).message).toContain(why);
    expect(given.double.journal()).toEqual([]);
  });

  it('shows a password to nobody, and wipes it', async () => {
    const { api, double } = given;
    const password = Buffer.from('Пароль-😀-S3cret');
    double.failNext({ call: 'DsSetAuthIdentityW', status: 5 });
    const identity = { userName: 'backup', domainName: 'CORP', password: () => password };
    const driver = createNtdsbcliBackupDriver({ api, serverName: SERVER, authIdentity: identity });
    const failure = await failureOf(startBackupSession(driver));
    expect(failure.native).toMatchObject({ call: 'DsSetAuthIdentityW', status: 5 });
    const seen = [failure.message, failure.stack, ...double.journal(), look(failure), look(driver)].join(
      '\n',
    );
    expect(seen).not.toMatch(/Пароль|S3cret/);
    expect(password.every((byte) => byte === 0)).toBe(true);
  });
});

const look = (value: unknown) => inspect(value, { depth: 9, showHidden: true });
