import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeLogHeader, headerVerifies, LOG_HEADER_SIZE } from '@dsbackup/ese';
import type { SimulatedDirectory } from '../directory/simulated-directory.js';
import { parseWindowsPath } from '../windows/windows-path.js';
import type { RestoreRegistration } from './restore-registration.js';

const logName = /^edb([0-9a-f]{5}|[0-9a-f]{8})?\.log$/i;

/**
 * Why the logs of a restore can't be replayed, or undefined when every generation is there. Goes by the headers of the
 * files in the folder of backed-up logs, not by their names.
 */
export async function missingForReplay(
  directory: SimulatedDirectory,
  { backedUpLogDirectory, lowestGeneration, highestGeneration }: RestoreRegistration,
): Promise<string | undefined> {
  const path = parseWindowsPath(backedUpLogDirectory);
  if (path === undefined) return `${backedUpLogDirectory} is not there`;
  const folder = await directory.localPath(path.segments);
  const names = await readdir(folder).catch((): string[] => []);
  const found = new Set<number>();
  for (const name of names.filter((name) => logName.test(name))) {
    const generation = await generationOf(join(folder, name));
    if (generation !== undefined) found.add(generation);
  }
  for (let generation = lowestGeneration; generation <= highestGeneration; generation++) {
    if (!found.has(generation)) {
      return `${backedUpLogDirectory} has no whole log of generation ${generation.toString(16)} (hexadecimal)`;
    }
  }
  return undefined;
}

async function generationOf(path: string): Promise<number | undefined> {
  const header = new Uint8Array(LOG_HEADER_SIZE);
  const handle = await open(path, 'r');
  try {
    await handle.read(header, 0, header.length, 0);
  } finally {
    await handle.close();
  }
  // What a shorter file lacks is 0 here, and so it fails its checksum.
  return headerVerifies(header) ? decodeLogHeader(header).generation : undefined;
}
