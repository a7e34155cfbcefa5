import { strict as assert } from 'node:assert';
import type { IRestoreSession, RestoreFile } from '@dsbackup/session';
import type { RestoreContractHarness } from './restore-contract-harness.js';

/** A planned file and its bytes. */
export interface PlannedContent {
  readonly file: RestoreFile;
  readonly bytes: Uint8Array;
}

/** Whether a planned file has bytes to write. */
export function hasBytes({ kind }: RestoreFile): boolean {
  return kind !== 'directory' && kind !== 'reparse-point';
}

/** The largest planned file, which takes several chunks. */
export function largestPlanned(harness: RestoreContractHarness): PlannedContent {
  const [file] = [...harness.plan.files].sort((one, two) => two.size - one.size);
  assert.ok(file && file.size > 2, 'A restore harness plans a file with bytes.');
  return { file, bytes: harness.contentOf(file) };
}

/** The bytes of a planned file, cut as a reader of a set would. */
export function* chunksOf(bytes: Uint8Array, size = 65_536): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** Places every planned file but those that `without` names. */
export async function placeEverything(
  session: IRestoreSession,
  harness: RestoreContractHarness,
  without: (file: RestoreFile) => boolean = () => false,
): Promise<void> {
  for (const file of harness.plan.files) {
    if (!without(file)) await session.writeFile(file, chunksOf(harness.contentOf(file)));
  }
}

/** Fails unless every planned file is at the destination, byte for byte. */
export async function expectPlaced(harness: RestoreContractHarness): Promise<void> {
  const found = await harness.destination();
  for (const file of harness.plan.files.filter(hasBytes)) {
    const bytes = found.get(file.path);
    assert.ok(bytes, `"${file.path}" is not at the destination.`);
    assert.ok(
      Buffer.compare(bytes, harness.contentOf(file)) === 0,
      `"${file.path}" is not what was written to it.`,
    );
  }
}

/** Fails unless both hold the same files with the same bytes. */
export function expectSameFiles(
  actual: ReadonlyMap<string, Uint8Array>,
  expected: ReadonlyMap<string, Uint8Array>,
): void {
  assert.deepEqual([...actual.keys()].sort(), [...expected.keys()].sort());
  for (const [path, bytes] of expected) {
    const now = actual.get(path);
    assert.ok(now && Buffer.compare(now, bytes) === 0, `"${path}" is not as it was.`);
  }
}

/** Fails if the destination is neither as it was nor marked. Where giving up was said to have worked, only the first will do. */
export async function expectUnharmed(
  harness: RestoreContractHarness,
  before: ReadonlyMap<string, Uint8Array>,
  givenUp: 'cleanly' | 'with an error' = 'cleanly',
): Promise<void> {
  if (givenUp === 'with an error' && (await harness.destinationMarked())) return;
  expectSameFiles(await harness.destination(), before);
  assert.equal(await harness.destinationMarked(), false, 'It is as it was, and marked as unfinished.');
}
