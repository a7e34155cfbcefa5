import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupProgress, DriverControl, RestoreFile, RestorePlan } from '@dsbackup/session';
import { onTestFinished } from 'vitest';
import {
  createNtdsbcliRestoreDriver,
  createRestoreFileSystem,
  type NtdsbcliRestoreOptions,
} from '../src/index.js';
import type { NtdsbcliApi } from '../src/native/index.js';
import { type ScriptedApi, scriptedApi, TOKEN } from './scripted-ntdsbcli-api.js';

/** A restore driver over a scripted DLL and an empty folder that stands for the drives of the computer. */
export async function restoreRig(
  script?: (base: ScriptedApi) => Partial<NtdsbcliApi>,
  options: Partial<NtdsbcliRestoreOptions> = {},
) {
  const scripted = scriptedApi((base) => ({
    DsIsNTDSOnlineW: async () => ({ status: 0, fNTDSOnline: false }),
    ...script?.(base),
  }));
  const root = await mkdtemp(join(tmpdir(), 'dsbackup-restore-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, 'C'));
  const localPath = (path: string) => join(root, ...path.replace(':', '').split('\\'));
  const progress: BackupProgress[] = [];
  const control: DriverControl = {
    signal: new AbortController().signal,
    report: (event) => progress.push(event),
  };
  const driver = createNtdsbcliRestoreDriver({
    api: scripted.api,
    serverName: '\\\\DC01',
    expiryToken: TOKEN,
    files: createRestoreFileSystem(localPath),
    ...options,
  });
  return { ...scripted, driver, control, progress, root, localPath };
}

/** A log whose header says its generation; of the rest nothing is looked at. */
export function logOf(generation: number, fill = 7): Uint8Array {
  const log = Buffer.alloc(4096, fill);
  log.writeInt32LE(generation, 4);
  return log;
}

export const folder = 'C:\\Windows\\NTDS';
export const share = '\\\\DC01\\C$\\Windows\\NTDS';
export const database: RestoreFile = planned(`${share}\\ntds.dit`, 'database', 10_000);
export const log: RestoreFile = planned(`${share}\\edb00007.log`, 'log', 4096);

/** A database and a log, at the places that the DLL names. */
export const plan: RestorePlan = {
  databases: [{ backedUpAs: `${share}\\ntds.dit`, restoreTo: `${share}\\ntds.dit` }],
  logReplay: {
    checkpointDirectory: share,
    logDirectory: share,
    backedUpLogDirectory: share,
    lowestGeneration: 7,
    highestGeneration: 7,
  },
  files: [database, log],
};

export function planned(path: string, kind: RestoreFile['kind'], size: number): RestoreFile {
  return { path, backedUpAs: path, kind, size };
}

type Rig = Awaited<ReturnType<typeof restoreRig>>;

/** Writes one file whole. */
export async function place({ driver, control }: Rig, file: RestoreFile, bytes: Uint8Array): Promise<void> {
  await driver.create(file, control);
  await driver.write(bytes, control);
  await driver.close(true, control);
}

/** Everything up to the commit. */
export async function placeAll(rig: Rig): Promise<void> {
  await rig.driver.prepare(rig.control);
  await rig.driver.register(plan, rig.control);
  await place(rig, database, new Uint8Array(10_000).fill(1));
  await place(rig, log, logOf(7));
}
