import {
  type IRestoreSession,
  type RestoreFile,
  type RestorePlan,
  startRestoreSession,
} from '@dsbackup/session';
import { sampleBytes } from './sample-files.js';
import { ScriptedRestoreDriver } from './scripted-restore-driver.js';

/** A planned file of so many bytes. */
export function plannedFile(name: string, size: number, kind: RestoreFile['kind'] = 'database'): RestoreFile {
  return { path: `D:\\NTDS\\${name}`, backedUpAs: `C:\\Windows\\NTDS\\${name}`, kind, size };
}

/** A database, a log, an empty file and a folder: one of everything that rules differ for. */
export function samplePlan(files: RestorePlan['files'] = sampleRestoreFiles()): RestorePlan {
  return {
    databases: [{ backedUpAs: 'C:\\Windows\\NTDS\\ntds.dit', restoreTo: 'D:\\NTDS\\ntds.dit' }],
    logReplay: {
      checkpointDirectory: 'D:\\NTDS',
      logDirectory: 'D:\\NTDS',
      backedUpLogDirectory: 'D:\\NTDS',
      lowestGeneration: 3,
      highestGeneration: 5,
    },
    files,
  };
}

/** The files of the sample plan, as objects of their own. */
export function sampleRestoreFiles(): readonly RestoreFile[] {
  return [
    plannedFile('ntds.dit', 100_000),
    plannedFile('edb00003.log', 30_000, 'log'),
    plannedFile('empty', 0, 'file'),
    plannedFile('folder', 0, 'directory'),
  ];
}

/** The bytes that a planned file gets, in chunks. */
export function* chunksOf({ size }: RestoreFile, chunk = 40_000): Generator<Uint8Array> {
  const bytes = sampleBytes(size, size + 1);
  for (let start = 0; start < size; start += chunk) yield bytes.subarray(start, start + chunk);
}

/** A scripted driver, the session over it and a plan, registered. */
export async function openRegistered(driver = new ScriptedRestoreDriver()): Promise<{
  driver: ScriptedRestoreDriver;
  session: IRestoreSession;
  files: readonly RestoreFile[];
}> {
  const session = await startRestoreSession(driver);
  const files = sampleRestoreFiles();
  await session.register(samplePlan(files));
  return { driver, session, files };
}

/** Places every file of the plan. */
export async function placeAll(session: IRestoreSession, files: readonly RestoreFile[]): Promise<void> {
  for (const file of files) await session.writeFile(file, chunksOf(file));
}
