import { parseWindowsPath } from '../windows/windows-path.js';
import { missingForReplay } from './missing-for-replay.js';
import type { RestoreRegistration } from './restore-registration.js';
import { databaseFolder, databaseName, hex, type SimulatedMachine } from './simulated-machine.js';

/** Whether the directory service starts when the machine starts normally, and why, or why not. */
export interface DirectoryStart {
  readonly starts: boolean;
  readonly reason: string;
}

/**
 * What a normal start of the machine would bring. After a restore the engine replays the registered logs; here they
 * are looked for by the generations in their headers, and nothing is replayed.
 */
export async function directoryStart(machine: SimulatedMachine): Promise<DirectoryStart> {
  const { registration } = machine.directory;
  const hindrance =
    registration === undefined
      ? await missingDatabase(machine, [...databaseFolder, databaseName])
      : await hindranceOf(machine, registration);
  return { starts: hindrance === undefined, reason: hindrance ?? 'the database and what it needs are there' };
}

/** Whether the directory service is running. */
export async function isDirectoryOnline(machine: SimulatedMachine): Promise<boolean> {
  return !machine.isInRestoreMode && (await directoryStart(machine)).starts;
}

async function hindranceOf(
  machine: SimulatedMachine,
  registration: RestoreRegistration,
): Promise<string | undefined> {
  if (registration.state === 'registered') return 'a restore was registered and never completed';
  if (registration.state === 'failed') {
    return `a restore failed with ${hex(registration.status)}, and none has succeeded since`;
  }
  for (const { restoreTo } of registration.databases) {
    const missing = await missingDatabase(machine, parseWindowsPath(restoreTo)?.segments ?? []);
    if (missing !== undefined) return missing;
  }
  return missingForReplay(machine.directory, registration);
}

async function missingDatabase(
  { directory }: SimulatedMachine,
  segments: readonly string[],
): Promise<string | undefined> {
  return (await directory.hasFile(segments)) ? undefined : `${segments.join('\\')} is not there`;
}
