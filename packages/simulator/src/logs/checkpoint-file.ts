import { encodeCheckpoint } from '@dsbackup/ese';
import { generations } from '../database/database-identity.js';
import type { DatabasePlan } from '../database/database-plan.js';
import { positionIn } from '../database/header-page.js';
import { attachment, engineParameters } from './attachment.js';

/** The bytes of edb.chk: both copies. A recovery begins at its generation; what is before it may be cut. */
export function checkpointFile(plan: DatabasePlan, logSectors: number): Uint8Array {
  const position = positionIn(plan.shutdown === 'clean' ? generations.last : generations.checkpoint);
  return encodeCheckpoint({
    checkpoint: position,
    logSignature: plan.identity.logSignature,
    parameters: engineParameters(logSectors),
    versionFlags: 1,
    databaseConsistency: position,
    attached: [attachment(plan)],
  });
}
