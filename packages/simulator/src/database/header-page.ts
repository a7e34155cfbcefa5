import { type DatabaseHeader, encodeDatabaseHeader } from '@dsbackup/ese';
import { generations } from './database-identity.js';
import type { DatabasePlan } from './database-plan.js';
import { dbtimeOf } from './page-maker.js';
import { datatableObjectId } from './table-definitions.js';

/** The format of Windows 8 to 2016, which every reader knows; later ones differ in fields that no backup needs. */
const formatUpdate = 20;
const versionOfFormat = 0x620;
const state = { dirty: 2, clean: 3 } as const;

/** The header page: twice at the beginning of the file. */
export function headerPage(plan: DatabasePlan): Uint8Array {
  const { identity, pageSize, lastPage } = plan;
  const fields: Partial<DatabaseHeader> = {
    dbtime: dbtimeOf(lastPage + 1),
    databaseSignature: identity.databaseSignature,
    logSignature: identity.logSignature,
    state: state[plan.shutdown],
    databaseId: 1,
    lastObjectId: datatableObjectId,
    windowsVersion: identity.windowsVersion,
    updateMajor: formatUpdate,
    createdVersion: versionOfFormat,
    createdUpdate: formatUpdate,
    consistentPosition: positionIn(plan.shutdown === 'clean' ? generations.last : generations.first),
    consistentTime: identity.attachTime,
    ...(plan.shutdown === 'clean' ? cleanFields(plan) : dirtyFields(plan)),
  };
  return encodeDatabaseHeader(fields, pageSize);
}

/** Where in a log the marks of this database point to. */
export function positionIn(generation: number): DatabaseHeader['consistentPosition'] {
  return { offset: 0, sector: 5, generation };
}

function cleanFields({ identity }: DatabasePlan): Partial<DatabaseHeader> {
  return {
    attachTime: identity.attachTime,
    attachPosition: positionIn(generations.first),
    detachTime: identity.timeOf(generations.last),
    detachPosition: positionIn(generations.last),
  };
}

/** A database in use: these generations of logs must be replayed before it can be used without them. */
function dirtyFields({ identity }: DatabasePlan): Partial<DatabaseHeader> {
  return {
    attachTime: identity.attachTime,
    attachPosition: positionIn(generations.first),
    generationMinRequired: generations.checkpoint,
    generationMinConsistent: generations.checkpoint,
    generationMaxRequired: generations.last,
    generationMaxCommitted: generations.last,
    generationMaxCreateTime: identity.timeOf(generations.last),
  };
}
