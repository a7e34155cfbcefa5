import { strict as assert } from 'node:assert';
import type { BackupFile, IBackupSession } from '@dsbackup/session';
import type { ContractHarness, ExpectedFile } from './contract-harness.js';

/** A file whose bytes there are to compare with. */
export interface ReadableFile extends ExpectedFile {
  readonly bytes: Uint8Array;
}

/** A buffer size that every backend reads into in place. */
export const inPlaceSize = 65_536;

/** Whether a listed file has bytes to read. */
export function hasBytes(file: BackupFile): boolean {
  return file.kind !== 'directory' && file.kind !== 'reparse-point';
}

/** The expected files of a list that have bytes. */
export function readable(harness: ContractHarness, list?: ExpectedFile['list']): readonly ReadableFile[] {
  return harness.expected.filter(
    (file): file is ReadableFile => file.bytes !== undefined && (list === undefined || file.list === list),
  );
}

/** The listed file of this path; fails if there is none. */
export function listed(files: readonly BackupFile[], { path }: Pick<ExpectedFile, 'path'>): BackupFile {
  const found = files.find((file) => file.path === path);
  assert.ok(found, `"${path}" is not listed.`);
  return found;
}

/** The largest database of the source with the object that the session lists it by, and the rest of its list. */
export async function largestDatabase(
  session: IBackupSession,
  harness: ContractHarness,
): Promise<{ readonly file: BackupFile; readonly bytes: Uint8Array }> {
  const [largest] = [...readable(harness, 'databases')].sort(
    (one, two) => two.bytes.length - one.bytes.length,
  );
  assert.ok(largest, 'A contract harness needs a database.');
  return { file: listed(await session.databases(), largest), bytes: largest.bytes };
}

/** Reads on to the end of the open file, buffer by buffer; answers every byte. */
export async function readOn(session: IBackupSession, ...sizes: readonly number[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let turn = 0; ; turn++) {
    const buffer = new Uint8Array(sizes[turn % sizes.length] ?? inPlaceSize);
    const count = await session.read(buffer);
    assert.ok(Number.isInteger(count) && count >= 0 && count <= buffer.length, `read answered ${count}.`);
    if (count === 0) return Buffer.concat(parts);
    parts.push(buffer.subarray(0, count));
  }
}

/** Opens, reads to the end and closes one file; answers every byte. */
export async function readWhole(session: IBackupSession, file: BackupFile): Promise<Uint8Array> {
  await session.openFile(file);
  const bytes = await readOn(session);
  await session.close();
  return bytes;
}

/** Reads every file of the session to its end, in the order of `files()`, but leaves `without` for the caller to deal with. */
export async function readEverything(
  session: IBackupSession,
  without?: (file: BackupFile) => Promise<boolean> | boolean,
): Promise<Map<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  for await (const file of session.files()) {
    if (!hasBytes(file) || (await without?.(file)) === true) continue;
    contents.set(file.path, await readWhole(session, file));
  }
  return contents;
}

/** Fails unless the bytes are the very same; says where they part instead of printing both. */
export function expectBytes(actual: Uint8Array, expected: Uint8Array, path: string): void {
  if (Buffer.compare(actual, expected) === 0) return;
  const parted = expected.findIndex((byte, index) => actual[index] !== byte);
  const where = parted === -1 ? expected.length : parted;
  assert.fail(
    `"${path}" differs from byte ${where} on: ${actual.length} bytes came, ${expected.length} were due.`,
  );
}
