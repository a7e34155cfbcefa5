import type { DirectorySnapshot } from '../directory/directory-snapshot.js';
import { databaseFolder } from '../machine/simulated-machine.js';
import { drivePathOf } from '../windows/windows-path.js';

const archivedLog = /^edb([0-9a-f]{5}|[0-9a-f]{8})\.log$/i;
const currentLog = 'edb.log';

/** A log of the directory's database. */
export interface LogFile {
  readonly name: string;
  /** The number in its name; undefined for edb.log, whose number only its header tells. */
  readonly generation: number | undefined;
}

/**
 * The logs of a snapshot in the order of their generations, edb.log last. A real server closes edb.log and begins
 * a new one before it lists them, so that it lists numbered ones only; the simulator writes nothing and lists edb.log.
 */
export async function logFiles(snapshot: DirectorySnapshot): Promise<readonly LogFile[]> {
  const logs: LogFile[] = [];
  for await (const { name, kind } of snapshot.list(databaseFolder, drivePathOf(databaseFolder))) {
    const digits = archivedLog.exec(name)?.[1];
    if (kind !== 'file') continue;
    if (digits !== undefined) logs.push({ name, generation: Number.parseInt(digits, 16) });
    else if (name.toLowerCase() === currentLog) logs.push({ name, generation: undefined });
  }
  const rank = ({ generation }: LogFile) => generation ?? Number.POSITIVE_INFINITY;
  return logs.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
