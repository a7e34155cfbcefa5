import type { AttachedDatabase } from '@dsbackup/ese';
import { generations } from '../database/database-identity.js';
import type { DatabasePlan } from '../database/database-plan.js';
import { positionIn } from '../database/header-page.js';
import { dbtimeOf } from '../database/page-maker.js';
import { datatableObjectId } from '../database/table-definitions.js';
import { databaseFolder, databaseName } from '../machine/simulated-machine.js';
import { drivePathOf } from '../windows/windows-path.js';

const unicodeNames = 0x20;

/** The folder as the engine notes it in logs and checkpoint, with a backslash at the end. */
const engineFolder = `${drivePathOf(databaseFolder)}\\`;

/** The database as logs and checkpoint know it. */
export function attachment({ identity, lastPage }: DatabasePlan): AttachedDatabase {
  return {
    databaseId: 1,
    flags: unicodeNames,
    dbtime: dbtimeOf(lastPage + 1),
    lastObjectId: datatableObjectId,
    maxPages: 0,
    attachPosition: positionIn(generations.first),
    consistentPosition: positionIn(generations.first),
    databaseSignature: identity.databaseSignature,
    names: [drivePathOf([...databaseFolder, databaseName])],
  };
}

/** The settings of the engine: sessions, tables, versions, cursors, buffers, sectors of a log, cached pages. */
export function engineParameters(logSectors: number) {
  return {
    systemPath: engineFolder,
    logPath: engineFolder,
    flags: 0,
    limits: [256, 1250, 16384, 10240, 512, logSectors, 1_000_000],
  };
}
