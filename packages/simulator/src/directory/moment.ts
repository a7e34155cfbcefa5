import { stat, utimes } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from './file-error.js';

/** The moment of a snapshot, in nanoseconds of the file system's own clock. */
export interface Moment {
  /** What changed at this time or later changed after the snapshot. */
  readonly at: bigint;
  /** The change time that the folder itself has by now, since touching it is how the clock was read. */
  readonly folderChanged: bigint;
}

/** Longest wait for the clock of the file system to move on. */
const patience = 3000;
/** The kernel's coarse clock, which stamps files, lags behind by less than this. */
const coarseClockLag = 15;
const never = 2n ** 63n;

/**
 * Reads the clock of the file system that a folder is on, by touching the folder: the clock of this process may
 * differ from it. Returns only when that clock has moved on, so that whatever changed before has an earlier time
 * and whatever changes after has the same or a later one. Costs a clock tick, some milliseconds.
 *
 * A folder of another owner cannot be touched; then the clock of this process is taken, which is right on local disks.
 */
export async function takeMoment(folder: string): Promise<Moment> {
  try {
    const before = await touch(folder);
    const deadline = Date.now() + patience;
    let now = before;
    while (now <= before && Date.now() < deadline) {
      await delay(1);
      now = await touch(folder);
    }
    return { at: now, folderChanged: now };
  } catch (error) {
    const folderChanged = (await stat(folder, { bigint: true })).ctimeNs;
    if (codeOf(error) === 'EROFS') return { at: never, folderChanged };
    if (codeOf(error) !== 'EPERM' && codeOf(error) !== 'EACCES') throw error;
    await delay(coarseClockLag);
    const at = BigInt(Date.now()) * 1_000_000n;
    await delay(coarseClockLag);
    return { at, folderChanged };
  }
}

/** Sets the times that the folder has already, which changes nothing but its change time. */
async function touch(folder: string): Promise<bigint> {
  const { atimeMs, mtimeMs } = await stat(folder);
  await utimes(folder, atimeMs / 1000, mtimeMs / 1000);
  return (await stat(folder, { bigint: true })).ctimeNs;
}
