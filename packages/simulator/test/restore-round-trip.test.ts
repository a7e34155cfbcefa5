import { readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeLogHeader } from '@dsbackup/ese';
import {
  createNtdsbcliBackupDriver,
  createNtdsbcliRestoreDriver,
  createRestoreFileSystem,
  decodeSavedLocations,
  savedLocationsName,
} from '@dsbackup/ntdsbcli';
import {
  type BackupReceipt,
  type RestoreFile,
  type RestoreLocations,
  type RestorePlan,
  startBackupSession,
  startRestoreSession,
} from '@dsbackup/session';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDomainController, openSimulatedDomainController } from '../src/index.js';
import { temporaryFolder } from './hand-made-tree.js';

const options = { windows: '2003', computerName: 'DC01' } as const;

/** What was backed up, as a set would keep it. */
interface Backup {
  readonly receipt: BackupReceipt;
  readonly files: ReadonlyMap<string, Buffer>;
}

async function backUp(root: string): Promise<Backup> {
  const api = await (await openSimulatedDomainController(root, options)).ntdsbcli();
  await using session = await startBackupSession(createNtdsbcliBackupDriver({ api, serverName: 'DC01' }));
  const files = new Map<string, Buffer>();
  for await (const file of session.files()) {
    const chunks: Buffer[] = [];
    for await (const chunk of session.readFile(file)) chunks.push(Buffer.from(chunk));
    files.set(file.path, Buffer.concat(chunks));
  }
  return { receipt: await session.complete(), files };
}

/** A plan that puts everything where Windows wants it. The generations are those of the logs' own headers. */
function planFor({ files }: Backup, { databases, logDirectory = '' }: RestoreLocations): RestorePlan {
  const [database] = databases;
  if (database === undefined) throw new Error('no database');
  const planned: RestoreFile[] = [];
  const generations: number[] = [];
  for (const [path, bytes] of files) {
    const name = path.slice(path.lastIndexOf('\\') + 1);
    const isDatabase = name === database.name;
    if (!isDatabase) generations.push(decodeLogHeader(bytes).generation);
    const place = isDatabase ? database.path : `${logDirectory}\\${name}`;
    const kind = isDatabase ? 'database' : 'log';
    planned.push({ path: place, backedUpAs: path, kind, size: bytes.length });
  }
  return {
    databases: [{ backedUpAs: database.path, restoreTo: database.path }],
    logReplay: {
      checkpointDirectory: logDirectory,
      logDirectory,
      backedUpLogDirectory: logDirectory,
      lowestGeneration: Math.min(...generations),
      highestGeneration: Math.max(...generations),
    },
    files: planned,
  };
}

/** Restores a backup, at a time, with the bytes that it has or others. */
async function restore(
  root: string,
  backup: Backup,
  { now = new Date(), bytes = backup.files }: { now?: Date; bytes?: Backup['files'] } = {},
): Promise<void> {
  const host = await openSimulatedDomainController(root, {
    ...options,
    startedIn: 'restore-mode',
    now: () => now,
  });
  const driver = createNtdsbcliRestoreDriver({
    api: await host.ntdsbcli(),
    serverName: 'DC01',
    expiryToken: backup.receipt.expiryToken,
    files: createRestoreFileSystem((path) => host.localPath(path)),
  });
  await using session = await startRestoreSession(driver);
  const plan = planFor(backup, await session.locations());
  await session.register(plan);
  if (plan.files === 'placed-by-caller') throw new Error('The plan has files');
  for (const file of plan.files) {
    await session.writeFile(file, [bytes.get(file.backedUpAs) ?? Buffer.of()]);
  }
  await session.complete();
}

describe('A domain controller that was backed up over ntdsbcli.dll', () => {
  let root: string;
  let ntds: string;
  let backup: Backup;

  beforeEach(async () => {
    root = await temporaryFolder();
    await createDomainController(root, { windows: '2003', size: 2 ** 20, logSize: 65_536 });
    ntds = join(root, 'Windows', 'NTDS');
    backup = await backUp(root);
  });

  it('starts again after its database was lost, with every byte as it was', async () => {
    await truncate(join(ntds, 'ntds.dit'), 5);
    for (const name of await readdir(ntds)) if (name.endsWith('.log')) await rm(join(ntds, name));
    await writeFile(join(ntds, 'edb00099.log'), 'of another life');
    await restore(root, backup);
    const names = await readdir(ntds);
    expect(names).not.toContain('edb00099.log');
    expect(names.filter((name) => name.startsWith('dsbackup'))).toEqual([]);
    const host = await openSimulatedDomainController(root, options);
    expect(await host.directoryStart()).toMatchObject({ starts: true });
    expect(host.restoreRegistration()).toMatchObject({
      state: 'complete',
      lowestGeneration: 16,
      highestGeneration: 20,
    });
    const again = await backUp(root);
    expect([...again.files.keys()].sort()).toEqual([...backup.files.keys()].sort());
    for (const [path, bytes] of backup.files) expect(again.files.get(path)?.equals(bytes)).toBe(true);
  });

  it('is not restored from a backup that is older than the tombstone lifetime', async () => {
    const late = new Date(Date.now() + 181 * 86_400_000);
    await expect(restore(root, backup, { now: late })).rejects.toMatchObject({ code: 'EXPIRED' });
    const host = await openSimulatedDomainController(root, options);
    expect([await host.directoryStart(), host.restoreRegistration()]).toMatchObject([
      { starts: true },
      undefined,
    ]);
  });

  it('does not start after a restore that failed, and does after one that succeeded', async () => {
    const [path = ''] = [...backup.files.keys()].filter((name) => name.endsWith('edb.log'));
    const bytes = new Map(backup.files).set(path, Buffer.alloc(65_536, 1));
    await expect(restore(root, backup, { bytes })).rejects.toMatchObject({ code: 'SOURCE_DAMAGED' });
    const host = await openSimulatedDomainController(root, options);
    expect(await host.directoryStart()).toMatchObject({
      starts: false,
      reason: expect.stringContaining('a restore failed'),
    });
    expect(host.restoreRegistration()).toMatchObject({ state: 'failed', status: 0xc7ff0002 });
    await restore(root, backup);
    expect(await host.directoryStart()).toMatchObject({ starts: true });
  });

  it('has kept where its files would go', () => {
    const document = backup.receipt.documents.find(({ name }) => name === savedLocationsName);
    expect(decodeSavedLocations(document?.bytes ?? new Uint8Array())).toEqual({
      databases: [{ name: 'ntds.dit', path: '\\\\DC01\\C$\\Windows\\NTDS\\ntds.dit' }],
      logDirectory: '\\\\DC01\\C$\\Windows\\NTDS',
      checkpointDirectory: '\\\\DC01\\C$\\Windows\\NTDS',
    });
  });
});
