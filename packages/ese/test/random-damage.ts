import fc from 'fast-check';
import { encodeCheckpoint } from '../src/index.js';
import { COMMITTED, type MadeBackup, PAGE_SIZE } from './made-backup.js';
import { makeLog, STREAM, timeOf } from './made-log.js';

/** One thing done to the files of a backup. */
export interface Damage {
  readonly what: string;
  readonly apply: (backup: MadeBackup) => void;
}

const SEGMENT = 4096;
const FOREIGN = { ...STREAM, random: STREAM.random + 1 };

/** A number to be taken modulo what there is. */
const any = fc.nat(0x7fffffff);
const bits = fc.uniqueArray(any, { minLength: 1, maxLength: 8 });

function flip(bytes: Buffer, places: readonly number[]): void {
  const distinct = new Set(places.map((place) => place % (bytes.length * 8)));
  for (const bit of distinct) bytes[bit >>> 3] = (bytes[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
}

/** The parts of a file that are not zero, as numbers counted from its start. */
function partsInUse(bytes: Buffer, size: number): number[] {
  const count = Math.floor(bytes.length / size);
  return [...Array(count).keys()].filter((part) =>
    bytes.subarray(part * size, (part + 1) * size).some((byte) => byte !== 0),
  );
}

function pick<T>(values: readonly T[], number: number): T {
  const value = values[number % values.length];
  if (value === undefined) throw new Error('There is nothing to damage');
  return value;
}

function part(bytes: Buffer, number: number, size: number): Buffer {
  return bytes.subarray(number * size, (number + 1) * size);
}

/** Exchanges two parts of which at least one is in use, so that the file does change. */
function swap(bytes: Buffer, size: number, [a, b]: readonly [number, number]): void {
  const first = pick(partsInUse(bytes, size), a);
  const others = [...Array(Math.floor(bytes.length / size)).keys()].filter(
    (other) => !part(bytes, other, size).equals(part(bytes, first, size)),
  );
  const second = pick(others, b);
  const kept = Buffer.from(part(bytes, first, size));
  part(bytes, first, size).set(part(bytes, second, size));
  part(bytes, second, size).set(kept);
}

/** What may happen to a database alone. */
export const databaseDamage: fc.Arbitrary<Damage> = fc.oneof(
  bits.map((places) => ({
    what: `flips of ${places.length} bits`,
    apply: ({ database }: MadeBackup) => flip(database, places),
  })),
  any.map((number) => ({
    what: 'a zeroed page',
    apply: ({ database }: MadeBackup) => {
      part(database, pick(partsInUse(database, PAGE_SIZE), number), PAGE_SIZE).fill(0);
    },
  })),
  fc.tuple(any, any).map((pair) => ({
    what: 'two swapped pages',
    apply: ({ database }: MadeBackup) => swap(database, PAGE_SIZE, pair),
  })),
  any.map((number) => ({
    what: 'a truncated file',
    apply: (backup: MadeBackup) => {
      backup.database = backup.database.subarray(0, number % backup.database.length);
    },
  })),
  fc.tuple(any, any).map(([number, seed]) => ({
    what: 'a page of garbage',
    apply: ({ database }: MadeBackup) => {
      let x = seed;
      const page = part(database, number % (database.length / PAGE_SIZE), PAGE_SIZE);
      for (let i = 0; i < page.length; i++) {
        x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
        page[i] = x >>> 24;
      }
    },
  })),
);

function onLog(
  what: string,
  number: number,
  change: (log: Buffer, generation: number) => Buffer | undefined,
): Damage {
  return {
    what: `${what} of a log`,
    apply: ({ logs }) => {
      const generation = pick([...logs.keys()], number);
      const changed = change(logs.get(generation) ?? Buffer.alloc(0), generation);
      if (changed === undefined) logs.delete(generation);
      else logs.set(generation, changed);
    },
  };
}

/** What may happen to the logs and the checkpoint of a database that needs them. */
export const logDamage: fc.Arbitrary<Damage> = fc.oneof(
  any.map((number) => onLog('the loss', number, () => undefined)),
  fc.tuple(any, bits).map(([number, places]) =>
    onLog('flips', number, (log) => {
      // Two flips of a header may leave its XOR as it was, and there is no second copy: nothing could tell.
      const inHeader = (place: number) => place % (log.length * 8) < SEGMENT * 8;
      const [first] = places;
      flip(
        log,
        places.filter((place) => place === first || !inHeader(place)),
      );
      return log;
    }),
  ),
  fc
    .tuple(any, any)
    .map(([number, size]) => onLog('the end', number, (log) => log.subarray(0, size % log.length))),
  fc.tuple(any, any).map(([number, which]) =>
    onLog('a zeroed segment', number, (log, generation) => {
      // With its last segment zero, the last log looks like one that ended before: nothing that exists says otherwise.
      const parts = partsInUse(log, SEGMENT).slice(0, generation === COMMITTED ? -1 : undefined);
      part(log, pick(parts, which), SEGMENT).fill(0);
      return log;
    }),
  ),
  fc.tuple(any, any, any).map(([number, a, b]) =>
    onLog('two swapped segments', number, (log) => {
      swap(log, SEGMENT, [a, b]);
      return log;
    }),
  ),
  any.map((number) =>
    onLog('another stream instead', number, (_, generation) =>
      makeLog({ generation, header: { databasePageSize: PAGE_SIZE, logSignature: FOREIGN } }),
    ),
  ),
  any.map((number) =>
    onLog('another time instead', number, (_, generation) =>
      makeLog({ generation, header: { databasePageSize: PAGE_SIZE, createTime: timeOf(generation + 30) } }),
    ),
  ),
  any.map((number) =>
    onLog('other contents instead', number, (_, generation) =>
      makeLog({ generation, segments: 4, header: { databasePageSize: PAGE_SIZE } }),
    ),
  ),
  bits.map((places) => ({
    what: 'flips of a checkpoint',
    apply: ({ checkpoint }: MadeBackup) => flip(checkpoint, places),
  })),
  fc.constant({
    what: 'a foreign checkpoint',
    apply: (backup: MadeBackup) => {
      backup.checkpoint = Buffer.from(encodeCheckpoint({ logSignature: FOREIGN }));
    },
  }),
);
