import { type BackupFile, type IBackupSession, startBackupSession } from '@dsbackup/session';
import { sampleFiles } from './sample-files.js';
import { ScriptedDriver } from './scripted-driver.js';

/** A driver over the sample files, and the session over it. */
export async function openSample(
  driver = new ScriptedDriver(sampleFiles()),
): Promise<{ driver: ScriptedDriver; session: IBackupSession }> {
  return { driver, session: await startBackupSession(driver) };
}

/** Reads every file of the session to its end, and answers the bytes of each. */
export async function readEverything(session: IBackupSession): Promise<Map<BackupFile, Uint8Array>> {
  const contents = new Map<BackupFile, Uint8Array>();
  for await (const file of session.files()) {
    if (file.kind !== 'directory') contents.set(file, await readWhole(session, file));
  }
  return contents;
}

/** All bytes of one file, by `readFile`. */
export async function readWhole(session: IBackupSession, file: BackupFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of session.readFile(file)) chunks.push(chunk.slice());
  return Buffer.concat(chunks);
}
