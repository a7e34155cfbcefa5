import { rm } from 'node:fs/promises';
import { openSimulatedDomainController } from '@dsbackup/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type BackupProgress,
  openBackupSession,
  openRestoreSession,
  type RestoreFile,
} from '../src/index.js';
import { generations, makeDisk } from './compat-machine.js';

let disk: string;
beforeEach(async () => {
  disk = await makeDisk();
});
afterEach(() => rm(disk, { recursive: true, force: true }));

const windows = { windows: '2003', computerName: 'DC01' } as const;
const restoreMode = { ...windows, startedIn: 'restore-mode' } as const;

/** Everything of a backup, by path. */
async function backUp() {
  await using session = await openBackupSession({
    host: await openSimulatedDomainController(disk, windows),
  });
  const files = new Map<string, Buffer>();
  for await (const file of session.files()) {
    const chunks: Buffer[] = [];
    for await (const chunk of session.readFile(file)) chunks.push(Buffer.from(chunk));
    files.set(file.path, Buffer.concat(chunks));
  }
  const { expiryToken } = await session.complete();
  return { files, expiryToken };
}

describe('openRestoreSession', () => {
  it('brings a directory back, and says what was chosen and why', async () => {
    const { files, expiryToken } = await backUp();
    const host = await openSimulatedDomainController(disk, restoreMode);
    const progress: BackupProgress[] = [];
    await using session = await openRestoreSession({
      host,
      expiryToken,
      onProgress: (event) => progress.push(event),
    });
    expect(progress[0]).toMatchObject({ kind: 'backend-chosen', backend: 'ntdsbcli' });
    const { databases, logDirectory = '', checkpointDirectory = '' } = await session.locations();
    const planned = [...files].map(([backedUpAs, bytes]): RestoreFile => {
      const name = backedUpAs.slice(backedUpAs.lastIndexOf('\\') + 1);
      const isDatabase = name === 'ntds.dit';
      const path = isDatabase ? (databases[0]?.path ?? '') : `${logDirectory}\\${name}`;
      return { path, backedUpAs, kind: isDatabase ? 'database' : 'log', size: bytes.length };
    });
    await session.register({
      databases: planned
        .filter(({ kind }) => kind === 'database')
        .map(({ backedUpAs, path }) => ({ backedUpAs, restoreTo: path })),
      logReplay: {
        checkpointDirectory,
        logDirectory,
        backedUpLogDirectory: logDirectory,
        lowestGeneration: generations.low,
        highestGeneration: generations.high,
      },
      files: planned,
    });
    for (const file of planned) await session.writeFile(file, [files.get(file.backedUpAs) ?? Buffer.of()]);
    expect(await session.complete()).toMatchObject({ files: planned.length, restartRequired: true });
    await session.end();
    expect(host.liveResources()).toBe(0);
    const restarted = await openSimulatedDomainController(disk, windows);
    expect(await restarted.directoryStart()).toMatchObject({ starts: true });
  });

  it('can only ask for locations without the token, and says so', async () => {
    const host = await openSimulatedDomainController(disk, restoreMode);
    await using session = await openRestoreSession({ host });
    expect(session.capabilities.locationsOnly).toBe(true);
    expect((await session.locations()).databases).toHaveLength(1);
  });

  it('refuses an online directory', async () => {
    const host = await openSimulatedDomainController(disk, windows);
    await expect(openRestoreSession({ host })).rejects.toMatchObject({ code: 'DIRECTORY_ONLINE' });
    expect(host.liveResources()).toBe(0);
  });

  it('says plainly that there is no restore over VSS yet, and calls nothing', async () => {
    const host = await openSimulatedDomainController(disk, { ...restoreMode, windows: '2022' });
    await expect(openRestoreSession({ host })).rejects.toMatchObject({
      code: 'NO_BACKEND',
      hint: expect.stringContaining('dsbackup extract'),
    });
    expect(host.journal()).toEqual([]);
  });

  it('rethrows the reason of a signal that is aborted already, as it is', async () => {
    const reason = new Error('enough');
    await expect(openRestoreSession({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
