import {
  assessRestorability,
  checkLogSequence,
  type DatabaseScan,
  EseError,
  type Finding,
  inspectCheckpoint,
  inspectLog,
  scanDatabase,
  walkDatabase,
} from '../src/index.js';
import type { MadeBackup } from './made-backup.js';
import { memoryFile } from './memory-file.js';

/**
 * Everything that this package has to say of a backup, as an operator would be told: empty when nothing is wrong. Reasons that do
 * not lower the verdict are left out, all other findings count.
 */
export async function examineBackup({ database, logs, checkpoint }: MadeBackup): Promise<string[]> {
  const told: string[] = [];
  const tell = (findings: readonly Finding[]) => told.push(...findings.map(({ code }) => code));
  const attempt = async <T>(check: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await check();
    } catch (error) {
      if (!EseError.is(error)) throw error;
      told.push(error.code);
      return undefined;
    }
  };
  const scan = await attempt(() => scanDatabase(memoryFile(database)));
  const walk = await attempt(() => walkDatabase(memoryFile(database)));
  const inspected = await Promise.all(
    [...logs.values()].map((log) => attempt(() => inspectLog(memoryFile(log)))),
  );
  const readable = inspected.filter((log) => log !== undefined);
  const point = await attempt(() => inspectCheckpoint(memoryFile(checkpoint)));
  tell([...(scan?.findings ?? []), ...(scan?.inspection.findings ?? []), ...(walk?.findings ?? [])]);
  tell(readable.flatMap((log) => log.findings));
  tell([...checkLogSequence(readable).findings, ...(point?.findings ?? [])]);
  if (scan !== undefined) tell(reasonsOf({ scan, logs: readable, checkpoint: point }));
  return told;
}

function reasonsOf(found: {
  readonly scan: Awaited<ReturnType<typeof scanDatabase>>;
  readonly logs: Awaited<ReturnType<typeof inspectLog>>[];
  readonly checkpoint: Awaited<ReturnType<typeof inspectCheckpoint>> | undefined;
}): Finding[] {
  const scan: DatabaseScan = found.scan;
  const { reasons } = assessRestorability({ ...found, scan, database: found.scan.inspection });
  return reasons.filter(({ severity }) => severity !== 'note');
}
