import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNtdsbcliBackupDriver } from '@dsbackup/ntdsbcli';
import { startBackupSession } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import {
  createDomainController,
  openSimulatedDomainController,
  SimulatorError,
  type WindowsReleaseName,
  windowsReleaseNames,
} from '../src/index.js';
import { handMadeTree, temporaryFolder } from './hand-made-tree.js';

async function refusal(opening: Promise<unknown>): Promise<string> {
  const error = await opening.then(
    () => 'opened',
    (reason: unknown) => reason,
  );
  return SimulatorError.is(error) ? error.code : String(error);
}

async function openSession(directory: string) {
  const host = await openSimulatedDomainController(directory, { windows: '2003' });
  const driver = createNtdsbcliBackupDriver({
    api: await host.ntdsbcli(),
    serverName: await host.computerName(),
  });
  return { host, session: await startBackupSession(driver) };
}

describe('opening a simulated domain controller', () => {
  it('takes what the marker says, and options before it', async () => {
    const root = join(await temporaryFolder(), 'dc');
    const small = { size: 600_000, logSize: 65_536 };
    await createDomainController(root, { ...small, windows: '2008', computerName: 'DC8' });
    const host = await openSimulatedDomainController(root);
    expect(host.name).toBe('simulated Windows Server 2008');
    expect(await host.computerName()).toBe('DC8');
    const other = await openSimulatedDomainController(root, { windows: '2019', computerName: 'X' });
    expect((await other.facts()).system).toBe('Windows Server 2019 (10.0.17763), simulated');
    expect(await other.computerName()).toBe('X');
  });

  it('takes a tree made by hand for a 2022', async () => {
    const host = await openSimulatedDomainController(await handMadeTree());
    expect(await host.facts()).toEqual({
      system: 'Windows Server 2022 (10.0.20348), simulated',
      platform: 'win32',
      windowsVersion: { major: 10, minor: 0, build: 20348 },
      hasNtdsbcli: false,
      hasVssapi: true,
      isWow64: false,
    });
  });

  it('knows the version of every release', async () => {
    const tree = await handMadeTree();
    const versions: Record<string, string> = {};
    for (const windows of windowsReleaseNames) {
      const { windowsVersion, hasNtdsbcli } = await (
        await openSimulatedDomainController(tree, { windows })
      ).facts();
      versions[windows] =
        `${windowsVersion.major}.${windowsVersion.minor}.${windowsVersion.build} ${hasNtdsbcli}`;
    }
    expect(versions).toEqual({
      2003: '5.2.3790 true',
      2008: '6.0.6003 true',
      2012: '6.2.9200 false',
      2016: '10.0.14393 false',
      2019: '10.0.17763 false',
      2022: '10.0.20348 false',
      2025: '10.0.26100 false',
    });
  });

  it('is refused with a word when there is no machine', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), 'x');
    expect(await refusal(openSimulatedDomainController(join(folder, 'nothing')))).toBe('SOURCE_MISSING');
    expect(await refusal(openSimulatedDomainController(join(folder, 'file')))).toBe('SOURCE_MISSING');
    const options = { windows: '1999' as WindowsReleaseName };
    expect(await refusal(openSimulatedDomainController(folder, options))).toBe('INVALID_OPTION');
    for (const marker of [
      '',
      'null',
      '[]',
      '{"windows":"2022"}',
      '{"windows":"1999","computerName":"A","domain":"a.b"}',
    ]) {
      await writeFile(join(folder, 'dsbackup-simulator.json'), marker);
      expect(await refusal(openSimulatedDomainController(folder))).toBe('MARKER_INVALID');
    }
  });

  it('opens without a database, and its directory is offline', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'Windows', 'NTDS'), { recursive: true });
    const host = await openSimulatedDomainController(folder, { windows: '2003' });
    const api = await host.ntdsbcli();
    expect(await api.DsIsNTDSOnlineW('SIMULATED')).toEqual({ status: 0, fNTDSOnline: false });
    await rm(folder, { recursive: true });
    expect(await api.DsIsNTDSOnlineW('SIMULATED')).toEqual({ status: 0, fNTDSOnline: false });
  });
});

describe('the controls of a host', () => {
  it('keep the last lines of the journal only', async () => {
    const host = await openSimulatedDomainController(await handMadeTree(), {
      windows: '2003',
      journalLimit: 3,
    });
    const api = await host.ntdsbcli();
    for (const name of ['A', 'B', 'C', 'D', 'E']) await api.DsIsNTDSOnlineW(name);
    expect(host.journal()).toEqual(['C', 'D', 'E'].map((name) => `DsIsNTDSOnlineW("${name}") = 0x000006A6`));
  });

  it('let another program be in the way of a snapshot set', async () => {
    const host = await openSimulatedDomainController(await handMadeTree());
    const end = host.beginForeignSnapshotSet();
    const { vssapi } = await host.vss();
    const { pBackup } = await vssapi.CreateVssBackupComponentsInternal();
    await pBackup?.InitializeForBackup(null);
    expect((await pBackup?.StartSnapshotSet())?.hr).toBe(0x80042316);
    end();
    expect((await pBackup?.StartSnapshotSet())?.hr).toBe(0);
    await pBackup?.Release();
  });

  it('never write a password into the journal', async () => {
    const host = await openSimulatedDomainController(await handMadeTree(), { windows: '2003' });
    const api = await host.ntdsbcli();
    expect(await api.DsSetAuthIdentityW('u', 'd', Buffer.from('secret\0', 'utf16le'))).toBe(0);
    expect(await api.DsSetAuthIdentityW('u', 'd', Buffer.from('secret', 'utf16le'))).toBe(87);
    expect(host.journal().join()).not.toContain('secret');
  });
});

describe('cutting the logs', () => {
  it('removes what was backed up and lies before the checkpoint, and nothing else', async () => {
    const root = join(await temporaryFolder(), 'dc');
    await createDomainController(root, { size: 600_000, logSize: 65_536, windows: '2003' });
    const { host, session } = await openSession(root);
    for await (const file of session.files()) for await (const _chunk of session.readFile(file));
    await session.complete({ truncateLogs: true });
    await session.end();
    const names = await readdir(join(root, 'Windows', 'NTDS'));
    expect(names.filter((name) => name.endsWith('.log')).sort()).toEqual([
      'edb.log',
      'edb00012.log',
      'edb00013.log',
    ]);
    expect(host.journal()).toContain('2 logs are removed: edb00010.log, edb00011.log');
    expect(host.liveResources()).toBe(0);
  });

  it('removes nothing when the checkpoint is damaged', async () => {
    const root = join(await temporaryFolder(), 'dc');
    await createDomainController(root, { size: 600_000, logSize: 65_536, windows: '2003' });
    await writeFile(join(root, 'Windows', 'NTDS', 'edb.chk'), new Uint8Array(8192).fill(7));
    const { host, session } = await openSession(root);
    for await (const file of session.files()) for await (const _chunk of session.readFile(file));
    await session.complete({ truncateLogs: true });
    await session.end();
    expect(host.journal()).toContain('0 logs are removed: ');
  });
});

describe('a change from outside during a legacy backup', () => {
  it('is answered as a page that fails its checksum', async () => {
    const root = join(await temporaryFolder(), 'dc');
    await createDomainController(root, { size: 600_000, logSize: 65_536, windows: '2003' });
    const host = await openSimulatedDomainController(root);
    const api = await host.ntdsbcli();
    const { hbc } = await api.DsBackupPrepareW('DC01', 0, 1);
    if (hbc === null) throw new Error('no context');
    await api.DsBackupOpenFileW(hbc, '\\\\DC01\\C$\\Windows\\NTDS\\ntds.dit', 24_576);
    await writeFile(join(root, 'Windows', 'NTDS', 'ntds.dit'), 'x', { flag: 'r+' });
    let status = 0;
    while (status === 0) ({ status } = await api.DsBackupRead(hbc, new Uint8Array(245_760)));
    expect(status).toBe(0xc80003fa);
    await api.DsBackupEnd(hbc);
  });
});
