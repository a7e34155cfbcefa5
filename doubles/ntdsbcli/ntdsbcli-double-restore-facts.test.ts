import {
  createNtdsbcliRestoreDriver,
  createRestoreFileSystem,
  decodeSavedLocations,
  savedLocationsName,
} from '@dsbackup/ntdsbcli';
import { type ErrorCode, type IRestoreSession, startRestoreSession } from '@dsbackup/session';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from './backup-scene.js';
import { describeLinuxDouble } from './describe-linux-double.js';
import { failureOf } from './failure-of.js';
import type { NtdsbcliDoubleOptions } from './ntdsbcli-double.js';
import { beginOffline } from './ntdsbcli-restore-harness.js';
import { SERVER } from './ntdsbcli-tree.js';
import { makeRestoreTree, type RestoreTree } from './restore-tree.js';

await describeLinuxDouble((given) => {
  let tree: RestoreTree;
  let token: Uint8Array;

  beforeEach(async () => {
    tree = await makeRestoreTree();
    token = await beginOffline({ ...given, root: tree.root });
  });
  afterEach(() => tree.dispose());

  function start(expiryToken: Uint8Array | undefined = token, serverName = SERVER): Promise<IRestoreSession> {
    const files = createRestoreFileSystem(tree.localPath);
    const { api } = given;
    return startRestoreSession(createNtdsbcliRestoreDriver({ api, serverName, expiryToken, files }));
  }

  async function restoreTo({ plan, contentOf }: RestoreTree): Promise<void> {
    await using session = await start();
    await session.register(plan);
    for (const file of plan.files) await session.writeFile(file, [contentOf(file)]);
    await session.complete();
  }

  async function askForLocations() {
    await using session = await start();
    return await session.locations();
  }

  describe('Whatever form the DLL names the places in', () => {
    it.each([
      ['as documented', {}],
      ['without the last NUL', { 'list-form': 1 }],
    ] as const)('finds them %s', async (_name, options) => {
      given.double.setOptions(options);
      expect(await askForLocations()).toEqual(tree.locations);
    });

    it('finds them as paths of this computer', async () => {
      given.double.setOption('local-locations', 1);
      expect(await askForLocations()).toEqual({
        databases: [{ name: 'ntds.dit', path: 'C:\\Windows\\NTDS\\ntds.dit' }],
        logDirectory: 'C:\\Windows\\NTDS',
        checkpointDirectory: 'C:\\Windows\\NTDS',
      });
    });

    const wrong: readonly (readonly [string, Partial<NtdsbcliDoubleOptions>, ErrorCode])[] = [
      ['is cut inside a name', { 'list-form': 2 }, 'NATIVE_FAILURE'],
      ['is a byte short', { 'list-form': 3 }, 'NATIVE_FAILURE'],
      ['has an entry that is only a type', { 'list-form': 4 }, 'NATIVE_FAILURE'],
      ['is empty', { 'list-form': 5 }, 'NATIVE_FAILURE'],
      ['never came', { unwritten: 8 }, 'NATIVE_FAILURE'],
      ['came without its size', { unwritten: 64 }, 'NATIVE_FAILURE'],
    ];

    it.each(wrong)(
      'says what is wrong with a list that %s, and gives it back',
      async (_name, options, code) => {
        given.double.setOptions(options);
        const failure = await failureOf(askForLocations());
        expect(failure.code).toBe(code);
        expect(failure.message).toContain('DsRestoreGetDatabaseLocationsW');
        expect(given.double.live()).toBe(0);
      },
    );
  });

  describe('Before anything is touched', () => {
    const refused: readonly (readonly [string, Partial<NtdsbcliDoubleOptions>, ErrorCode])[] = [
      ['the directory is online', { offline: 0 }, 'DIRECTORY_ONLINE'],
      ['nothing says whether it is', { unwritten: 1 }, 'NATIVE_FAILURE'],
      ['no context came', { unwritten: 4 }, 'NATIVE_FAILURE'],
      ['the token is too old', { 'token-expired': 1 }, 'EXPIRED'],
    ];

    it.each(refused)('gives up when %s', async (_name, options, code) => {
      const before = await tree.destination();
      given.double.setOptions(options);
      expect((await failureOf(start())).code).toBe(code);
      expect(given.double.live()).toBe(0);
      expect(await tree.destination()).toEqual(before);
    });

    it.each([0, 65_537])('refuses a token of %i bytes without a call of the DLL', async (size) => {
      const failure = await failureOf((async () => start(new Uint8Array(size)))());
      expect(failure.code).toBe('TOKEN_REFUSED');
      expect(given.double.journal()).toEqual([]);
    });

    it('hears from the DLL that a token of another backup program is none', async () => {
      const failure = await failureOf(start(Buffer.from('quite another kind of token')));
      expect(failure).toMatchObject({ code: 'TOKEN_REFUSED' });
      expect(failure.native).toMatchObject({
        call: 'DsRestorePrepareW',
        symbol: 'hrUnknownExpiryTokenFormat',
      });
    });

    it('is refused while another restore is under way, which goes on', async () => {
      await using first = await start();
      expect((await failureOf(start())).code).toBe('RESTORE_IN_PROGRESS');
      expect(await first.locations()).toEqual(tree.locations);
    });

    it('is refused while a restore is registered that nobody completed', async () => {
      const { api } = given;
      const { hbc } = await api.DsRestorePrepareW(SERVER, 0, token);
      if (hbc === null) throw new Error('no context');
      const map = [{ wszDatabaseName: 'a', wszNewDatabaseName: 'b' }];
      expect(await api.DsRestoreRegisterW(hbc, 'c', 'd', map, 'd', 1, 1)).toBe(0);
      await api.DsRestoreEnd(hbc);
      expect((await failureOf(start())).code).toBe('RESTORE_IN_PROGRESS');
    });
  });

  it('restores what a backup brought, by its own token, to the places that the backup kept', async () => {
    const { api, double } = given;
    await restoreTo(tree);
    const source = await tree.destination();
    double.setOption('offline', 0);
    const backup = await backUp(given, true);
    const saved = backup.receipt.documents.find(({ name }) => name === savedLocationsName);
    await tree.dispose();
    tree = await makeRestoreTree();
    double.reset();
    double.setRoot(tree.root);
    double.setOption('offline', 1);
    double.failNext({ call: 'DsRestoreGetDatabaseLocationsW', status: 87 });
    const files = createRestoreFileSystem(tree.localPath);
    const { expiryToken } = backup.receipt;
    const originalLocations = decodeSavedLocations(saved?.bytes ?? new Uint8Array(0));
    const options = { api, serverName: SERVER, expiryToken, originalLocations, files };
    await using session = await startRestoreSession(createNtdsbcliRestoreDriver(options));
    expect(await session.locations()).toEqual(tree.locations);
    await session.register(tree.plan);
    for (const file of tree.plan.files) {
      await session.writeFile(file, [backup.files.get(file.path) ?? new Uint8Array(0)]);
    }
    expect((await session.complete()).warnings).toHaveLength(1);
    expect(await tree.destination()).toEqual(source);
    expect(double.registration()?.start).toBe(0);
  });

  it.each(['ДЦ-1', '域控制器', 'ドメイン😀'])('restores a server whose name is %s', async (name) => {
    given.double.setServer(name);
    const renamed = (text: string) => text.replace(`\\\\${SERVER}\\`, `\\\\${name}\\`);
    const { plan } = tree;
    const files = plan.files.map((file) => ({ ...file, path: renamed(file.path) }));
    const replay = plan.logReplay;
    if (replay === undefined) throw new Error('no replay');
    const folder = renamed(replay.logDirectory);
    await using session = await start(token, name);
    await session.register({
      databases: plan.databases.map((entry) => ({ ...entry, restoreTo: renamed(entry.restoreTo) })),
      logReplay: {
        ...replay,
        checkpointDirectory: folder,
        logDirectory: folder,
        backedUpLogDirectory: folder,
      },
      files,
    });
    for (const [index, file] of files.entries()) {
      const original = plan.files[index];
      if (original !== undefined) await session.writeFile(file, [tree.contentOf(original)]);
    }
    await session.complete();
    expect(given.double.registration()).toMatchObject({ logPath: folder, state: 0, start: 0 });
  });
});
