import { mkdir, open, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { LOG_SEGMENT_SIZE } from '@dsbackup/ese';
import type { DatabasePlan } from '../database/database-plan.js';
import { temporaryDatabase } from '../database/temporary-database.js';
import { type WriteControl, writeDatabase } from '../database/write-database.js';
import { checkpointFile } from '../logs/checkpoint-file.js';
import { writeLogs, writeNew } from '../logs/write-logs.js';
import { databaseFolder, databaseName } from '../machine/simulated-machine.js';
import { emptyFolders, systemFiles } from './system-files.js';
import { sysvolScripts } from './sysvol-scripts.js';
import { writeSmallFiles } from './write-small-files.js';

/** What a tree is made of. */
export interface TreeParts {
  readonly plan: DatabasePlan;
  readonly control: WriteControl;
  readonly scripts: number;
  readonly domain: string;
}

/** Makes the files of a domain controller below a directory. */
export async function makeTree(path: string, { plan, control, scripts, domain }: TreeParts): Promise<void> {
  const ntds = join(path, ...databaseFolder);
  await mkdir(ntds, { recursive: true });
  await writeDatabase(join(ntds, databaseName), plan, control);
  await writeLogs(ntds, plan, control);
  await writeNew(join(ntds, 'edb.chk'), checkpointFile(plan, plan.logSize / LOG_SEGMENT_SIZE));
  await writeNew(join(ntds, 'temp.edb'), temporaryDatabase(plan.pageSize));
  for (const name of ['edbres00001.jrs', 'edbres00002.jrs']) await reserve(join(ntds, name), plan.logSize);
  for (const folder of emptyFolders) await mkdir(join(path, folder), { recursive: true });
  await writeSmallFiles(path, systemFiles(plan.seed));
  await writeSmallFiles(path, sysvolScripts(scripts, plan.seed), control);
  // The real one is a junction, and its target is absolute too: it leads out of any copy of the tree.
  const sysvol = join(path, 'Windows', 'SYSVOL');
  await symlink(join(sysvol, 'domain'), join(sysvol, 'sysvol', domain), 'junction');
}

/** A reserve log: room on the disk, and zeros. */
async function reserve(path: string, bytes: number): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.truncate(bytes);
  } finally {
    await handle.close();
  }
}
