import type { ShadowEntry, ShadowFile, ShadowFileSystem } from '@dsbackup/vss/native';
import type { DirectorySnapshot } from '../directory/directory-snapshot.js';
import { fileError } from '../directory/file-error.js';
import type { SnapshotFile } from '../directory/snapshot-file.js';
import type { FileCall } from '../machine/failure-plan.js';
import type { SimulatedMachine } from '../machine/simulated-machine.js';
import { parseWindowsPath } from '../windows/windows-path.js';

const openFile = 'file in a shadow copy';

/**
 * Reading inside shadow copies. Only device paths are served: a path on the live volume is refused with `EINVAL`,
 * since to read there would break the promise of a snapshot without anyone noticing.
 */
export class SimulatedShadowFiles implements ShadowFileSystem {
  readonly #machine: SimulatedMachine;

  constructor(machine: SimulatedMachine) {
    this.#machine = machine;
  }

  async stat(path: string): Promise<ShadowEntry> {
    this.#enter('ShadowFileSystem::stat', path);
    const { snapshot, segments } = this.#locate('stat', path);
    return snapshot.stat(segments, path);
  }

  async *list(path: string): AsyncIterable<ShadowEntry> {
    this.#enter('ShadowFileSystem::list', path);
    const { snapshot, segments } = this.#locate('scandir', path);
    yield* snapshot.list(segments, path);
  }

  async open(path: string): Promise<ShadowFile> {
    this.#enter('ShadowFileSystem::open', path);
    const { snapshot, segments } = this.#locate('open', path);
    return new CountedFile(this.#machine, await snapshot.open(segments, path), path);
  }

  #locate(syscall: string, path: string): { snapshot: DirectorySnapshot; segments: readonly string[] } {
    const where = { syscall, path };
    const parsed = parseWindowsPath(path);
    if (parsed?.kind !== 'shadow') throw fileError('EINVAL', where, 'this is no path in a shadow copy');
    const snapshot = this.#machine.directory.devices.get(parsed.device);
    if (snapshot === undefined)
      throw fileError('ENOENT', where, 'there is no such shadow copy, or no longer');
    return { snapshot, segments: parsed.segments };
  }

  #enter(call: FileCall, path: string): void {
    this.#machine.journal.write(`${call}("${path}")`);
    throwPlanned(this.#machine, call, path);
  }
}

/** An open file that is counted until it is closed. */
class CountedFile implements ShadowFile {
  readonly size: number;
  readonly #machine: SimulatedMachine;
  readonly #file: SnapshotFile;
  readonly #path: string;
  readonly #pointer: bigint;

  constructor(machine: SimulatedMachine, file: SnapshotFile, path: string) {
    this.#machine = machine;
    this.#file = file;
    this.#path = path;
    this.size = file.size;
    this.#pointer = machine.resources.take(openFile);
  }

  async read(buffer: Uint8Array): Promise<number> {
    throwPlanned(this.#machine, 'ShadowFile::read', this.#path);
    return this.#file.read(buffer);
  }

  async close(): Promise<void> {
    this.#machine.resources.giveBack(this.#pointer, openFile, 'ShadowFile::close');
    this.#machine.journal.write(`ShadowFile::close("${this.#path}")`);
    await this.#file.close();
    throwPlanned(this.#machine, 'ShadowFile::close', this.#path);
  }
}

function throwPlanned(machine: SimulatedMachine, call: FileCall, path: string): void {
  const planned = machine.failures.take(call);
  if (planned !== undefined)
    throw fileError(String(planned.status), { syscall: call, path }, 'this failure was planned');
}
