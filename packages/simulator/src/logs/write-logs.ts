import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeLogHeader, encodeLogSegment, LOG_SEGMENT_SIZE } from '@dsbackup/ese';
import { generations } from '../database/database-identity.js';
import type { DatabasePlan } from '../database/database-plan.js';
import { positionIn } from '../database/header-page.js';
import { SeededRandom } from '../database/seeded-random.js';
import type { WriteControl } from '../database/write-database.js';
import { attachment, engineParameters } from './attachment.js';

/** Update 5.16 of the format, as Windows 8 to 2016 write it. Windows 2003 and 2008 have an older form (7.3704), which is not made. */
const formatUpdate = { updateMajor: 5, updateMinor: 16 };
const segmentHeaderSize = 40;
const circularLogging = 2;

/** One log to be written. */
interface LogPlan {
  readonly generation: number;
  readonly sectors: number;
  /** How many of its sectors hold segments. */
  readonly filled: number;
  /** The XOR of the checksums of the log before it. */
  readonly previousChecksum: bigint;
}

/** Writes the archived logs and edb.log, each chained to the one before it. */
export async function writeLogs(folder: string, plan: DatabasePlan, control: WriteControl): Promise<void> {
  const sectors = plan.logSize / LOG_SEGMENT_SIZE;
  let previousChecksum = 0n;
  for (let generation: number = generations.first; generation <= generations.last; generation++) {
    const isCurrent = generation === generations.last;
    const name = isCurrent ? 'edb.log' : `edb${generation.toString(16).toUpperCase().padStart(5, '0')}.log`;
    // The last sector is never the place of a segment; edb.log is filled by half.
    const filled = isCurrent ? sectors >> 1 : sectors - 2;
    const log = logBytes(plan, { generation, sectors, filled, previousChecksum });
    control.signal?.throwIfAborted();
    await writeNew(join(folder, name), log.bytes);
    control.wrote(log.bytes.length);
    previousChecksum = log.checksum;
  }
}

/** Writes a new file whole. */
export async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(bytes);
  } finally {
    await handle.close();
  }
}

function logBytes(plan: DatabasePlan, log: LogPlan): { bytes: Uint8Array; checksum: bigint } {
  const { identity, seed } = plan;
  const bytes = new Uint8Array(log.sectors * LOG_SEGMENT_SIZE);
  bytes.set(headerOf(plan, log));
  const random = new SeededRandom(seed ^ log.generation);
  const startTime = identity.timeOf(log.generation);
  let checksum = 0n;
  for (let sector = 1; sector <= log.filled; sector++) {
    const position = { offset: 0, sector, generation: log.generation };
    const data = random.bytes(LOG_SEGMENT_SIZE - segmentHeaderSize);
    const segment = encodeLogSegment({ position, startTime, data });
    bytes.set(segment, sector * LOG_SEGMENT_SIZE);
    checksum ^= new DataView(segment.buffer, segment.byteOffset).getBigUint64(0, true);
  }
  return { bytes, checksum };
}

function headerOf(plan: DatabasePlan, { generation, sectors, previousChecksum }: LogPlan): Uint8Array {
  const { identity, pageSize } = plan;
  return encodeLogHeader({
    ...formatUpdate,
    generation,
    fileSectors: sectors,
    databasePageSize: pageSize,
    createTime: identity.timeOf(generation),
    // Also of the first log here: the one before it existed once.
    previousCreateTime: identity.timeOf(generation - 1),
    logSignature: identity.logSignature,
    parameters: engineParameters(sectors),
    flags: circularLogging,
    checkpointPosition: positionIn(generations.first),
    previousSegmentsChecksum: previousChecksum,
    attached: [attachment(plan)],
  });
}
