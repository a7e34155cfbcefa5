import { CHECKPOINT_COPY_SIZE, decodeCheckpoint, headerVerifies } from '@dsbackup/ese';
import type { DirectorySnapshot } from '../directory/directory-snapshot.js';
import type { SimulatedDirectory } from '../directory/simulated-directory.js';
import { databaseFolder } from '../machine/simulated-machine.js';
import { drivePathOf } from '../windows/windows-path.js';
import { logFiles } from './log-files.js';

const checkpointName = 'edb.chk';

/**
 * Removes the logs that were backed up and that no recovery needs: those before the checkpoint, oldest first. With
 * no whole checkpoint nothing is removed. Answers the names of the removed files.
 */
export async function truncateLogs(
  directory: SimulatedDirectory,
  snapshot: DirectorySnapshot,
): Promise<readonly string[]> {
  const needed = await checkpointGeneration(snapshot);
  const committed = (await logFiles(snapshot)).filter(({ generation = needed }) => generation < needed);
  for (const { name } of committed) await directory.remove(drivePathOf([...databaseFolder, name]));
  return committed.map(({ name }) => name);
}

/** The generation where a recovery would begin; 0 when the checkpoint is missing or damaged. */
async function checkpointGeneration(snapshot: DirectorySnapshot): Promise<number> {
  const segments = [...databaseFolder, checkpointName];
  const file = await snapshot.open(segments, drivePathOf(segments)).catch(() => undefined);
  if (file === undefined) return 0;
  try {
    const bytes = new Uint8Array(2 * CHECKPOINT_COPY_SIZE);
    await file.read(bytes);
    const copies = [bytes.subarray(0, CHECKPOINT_COPY_SIZE), bytes.subarray(CHECKPOINT_COPY_SIZE)];
    const whole = copies.find(headerVerifies);
    return whole === undefined ? 0 : decodeCheckpoint(whole).checkpoint.generation;
  } finally {
    await file.close();
  }
}
