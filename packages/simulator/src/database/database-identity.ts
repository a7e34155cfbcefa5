import { type DatabaseHeader, type LogTime, logTimeFromDate } from '@dsbackup/ese';
import type { WindowsRelease } from '../windows/windows-release.js';
import { SeededRandom } from './seeded-random.js';

/** The signature of a database or of a stream of logs. */
type Signature = DatabaseHeader['databaseSignature'];

/** The generations of logs of a made database. The last one is edb.log; the first ones no recovery needs. */
export const generations = { first: 16, checkpoint: 18, last: 20 } as const;

/** What ties a database, its logs and its checkpoint together. */
export interface DatabaseIdentity {
  readonly databaseSignature: Signature;
  readonly logSignature: Signature;
  readonly attachTime: LogTime;
  /** Major, minor, build and service pack. */
  readonly windowsVersion: readonly number[];
  /** When a generation of logs was made. */
  timeOf(generation: number): LogTime;
}

const installed = Date.UTC(2024, 2, 1, 6, 0, 0, 125);
const minutesPerGeneration = 47;

/** The same for the same seed, on every machine and day. */
export function databaseIdentity(seed: number, release: WindowsRelease): DatabaseIdentity {
  const random = new SeededRandom(seed ^ 0x51677a1e);
  const timeAfter = (minutes: number) => logTimeFromDate(new Date(installed + minutes * 60_000));
  const signature = (): Signature => ({ random: random.next(), created: timeAfter(0), computer: '' });
  const { major, minor, build } = release.version;
  return {
    databaseSignature: signature(),
    logSignature: signature(),
    attachTime: timeAfter(generations.first * minutesPerGeneration),
    windowsVersion: [major, minor, build, 0],
    timeOf: (generation) => timeAfter(generation * minutesPerGeneration),
  };
}
