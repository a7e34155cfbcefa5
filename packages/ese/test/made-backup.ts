import { encodeCheckpoint } from '../src/index.js';
import { makeLog, STREAM, timeOf } from './made-log.js';
import { makeStructure, sealStructure } from './made-structure.js';

/** The files of a backup of one database. */
export interface MadeBackup {
  database: Buffer;
  /** By generation. */
  readonly logs: Map<number, Buffer>;
  checkpoint: Buffer;
}

export const PAGE_SIZE = 4096;
/** What a dirty database needs to become whole, and what it needs to lose nothing. */
export const REQUIRED = [5, 6] as const;
export const COMMITTED = 7;

/** The files of a backup with nothing wrong: of a clean database, which needs no logs, or of a dirty one with its three logs. */
export function makeBackup(state: 'clean' | 'dirty'): MadeBackup {
  const [generationMinRequired, generationMaxRequired] = REQUIRED;
  const dirty = {
    state: 2,
    generationMinRequired,
    generationMaxRequired,
    generationMaxCommitted: COMMITTED,
    generationMaxCreateTime: timeOf(COMMITTED),
    generationMaxRequiredTime: timeOf(generationMaxRequired),
    logSignature: STREAM,
  };
  const header = state === 'dirty' ? dirty : { state: 3, logSignature: STREAM };
  const generations = state === 'dirty' ? [...REQUIRED, COMMITTED] : [];
  const log = (generation: number) => makeLog({ generation, header: { databasePageSize: PAGE_SIZE } });
  return {
    database: sealStructure(makeStructure(), { pageSize: PAGE_SIZE, header }),
    logs: new Map(generations.map((generation) => [generation, log(generation)])),
    checkpoint: Buffer.from(encodeCheckpoint({ logSignature: STREAM })),
  };
}
