import type { BigIntStats } from 'node:fs';
import { type FileHandle, mkdir, open, realpath, stat, unlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { RestoreRegistration } from '../machine/restore-registration.js';
import { SimulatorError } from '../simulator-error.js';
import { drivePathOf, parseWindowsPath } from '../windows/windows-path.js';
import { DirectorySnapshot } from './directory-snapshot.js';
import { findName } from './find-name.js';
import { takeMoment } from './moment.js';

/**
 * Changes the files of a simulated machine as its own programs would: snapshots that exist keep what was there,
 * by copy on write. Paths are the machine's, such as `C:\Windows\NTDS\ntds.dit`, in any case.
 */
export interface EditableDirectory {
  /** Overwrites bytes of a file that is there, or adds to its end. Rejects with `SOURCE_MISSING`. */
  write(path: string, offset: number, bytes: Uint8Array): Promise<void>;
  /** Makes a file, and the folders on the way. Rejects with `TARGET_EXISTS`. */
  create(path: string, bytes: Uint8Array): Promise<void>;
  /** Removes a file. Rejects with `SOURCE_MISSING`. */
  remove(path: string): Promise<void>;
}

/** The directory tree that is volume `C:` of a simulated machine, with the snapshots that exist of it. */
export class SimulatedDirectory implements EditableDirectory {
  readonly root: string;
  /** How many snapshots were ever taken: the number in the name of the next device. */
  snapshotsTaken = 0;
  /** A snapshot set is being created, by one requester or another. */
  isCreatingSnapshotSet = false;
  /** A backup over ntdsbcli.dll is under way. */
  isBeingBackedUp = false;
  /** What the registry says about a restore over ntdsbcli.dll; undefined when there never was one. */
  registration: RestoreRegistration | undefined;
  /** The snapshots that are volumes of their own, by the number in the name of their device. */
  readonly devices = new Map<number, DirectorySnapshot>();
  readonly #snapshots = new Set<DirectorySnapshot>();
  #lastChange: Promise<unknown> = Promise.resolve();

  /** @param root the real path of the directory */
  constructor(root: string) {
    this.root = root;
  }

  /** The directory as it is now, for as long as the snapshot is held. Costs some milliseconds and no copy. */
  snapshot(): Promise<DirectorySnapshot> {
    return this.#alone(async () => {
      const before = (await stat(this.root, { bigint: true })).ctimeNs;
      const moment = await takeMoment(this.root);
      for (const other of this.#snapshots) other.changes.folderChanged([], before, moment.folderChanged);
      const snapshot = new DirectorySnapshot(this.root, moment, () => this.#lastChange.then(() => undefined));
      this.#snapshots.add(snapshot);
      this.snapshotsTaken += 1;
      return snapshot;
    });
  }

  async release(snapshot: DirectorySnapshot): Promise<void> {
    if (this.#snapshots.delete(snapshot)) await snapshot.release();
  }

  /** Whether a file is there, following reparse points as a live Windows does. */
  async hasFile(segments: readonly string[]): Promise<boolean> {
    const path = await this.#find(segments);
    return (
      path !== undefined &&
      (await stat(path).then(
        (stats) => stats.isFile(),
        () => false,
      ))
    );
  }

  /** Where a file or folder lies in this process's file system, or would: names that are there are found in any case. */
  async localPath(segments: readonly string[]): Promise<string> {
    let path = this.root;
    for (const segment of segments) path = (await findName(path, segment))?.path ?? join(path, segment);
    return path;
  }

  async write(path: string, offset: number, bytes: Uint8Array): Promise<void> {
    await this.#alone(async () => {
      const { real, segments } = await this.#require(path);
      const handle = await open(real, 'r+');
      try {
        const before = await handle.stat({ bigint: true });
        const kept = [...this.#snapshots].map(({ changes }) => changes.preserve(segments, before));
        for (const file of kept) {
          if (!file.isNew && file.handle === undefined) await file.save(handle, offset, bytes.length);
        }
        await writeWhole(handle, bytes, offset);
        const after = (await handle.stat({ bigint: true })).ctimeNs;
        for (const file of kept) if (file.handle === undefined) file.changed = after;
      } finally {
        await handle.close();
      }
    });
  }

  async create(path: string, bytes: Uint8Array): Promise<void> {
    await this.#alone(async () => {
      const asked = segmentsOf(path);
      const name = asked.at(-1) ?? '';
      const folder = await realpath(await this.#makeFolder(asked.slice(0, -1)));
      if ((await findName(folder, name)) !== undefined) {
        throw new SimulatorError('TARGET_EXISTS', `${path} is there already.`);
      }
      const parent = relative(this.root, folder)
        .split(sep)
        .filter((segment) => segment !== '');
      await this.#changeFolder(parent, folder, async () => {
        const handle = await open(join(folder, name), 'wx');
        try {
          await writeWhole(handle, bytes, 0);
          const stats = await handle.stat({ bigint: true });
          for (const { changes } of this.#snapshots) changes.created([...parent, name], stats);
        } finally {
          await handle.close();
        }
      });
    });
  }

  async remove(path: string): Promise<void> {
    await this.#alone(async () => {
      const { real, segments } = await this.#require(path);
      await this.#changeFolder(segments.slice(0, -1), dirname(real), async () => {
        const before = await stat(real, { bigint: true });
        for (const { changes } of this.#snapshots)
          await this.#keepRemoved(changes, segments, { real, before });
        await unlink(real);
        for (const { changes } of this.#snapshots) {
          const file = changes.file(segments);
          const after = await file?.handle?.stat({ bigint: true });
          if (file !== undefined && after !== undefined) file.changed = after.ctimeNs;
        }
      });
    });
  }

  async #keepRemoved(
    changes: DirectorySnapshot['changes'],
    segments: readonly string[],
    { real, before }: { real: string; before: BigIntStats },
  ): Promise<void> {
    const file = changes.preserve(segments, before);
    if (file.isNew) changes.forget(segments);
    else if (file.handle === undefined) changes.removed(segments, file, await open(real, 'r'));
  }

  async #makeFolder(segments: readonly string[]): Promise<string> {
    let folder = this.root;
    for (const [depth, segment] of segments.entries()) {
      const found = await findName(folder, segment);
      const path = found?.path ?? join(folder, segment);
      if (found === undefined) await this.#changeFolder(segments.slice(0, depth), folder, () => mkdir(path));
      folder = path;
    }
    return folder;
  }

  async #changeFolder(
    segments: readonly string[],
    folder: string,
    change: () => Promise<void>,
  ): Promise<void> {
    const before = (await stat(folder, { bigint: true })).ctimeNs;
    await change();
    const after = (await stat(folder, { bigint: true })).ctimeNs;
    for (const { changes } of this.#snapshots) changes.folderChanged(segments, before, after);
  }

  /** Where a file really lies: under another name than asked for, if a reparse point leads there. */
  async #require(path: string): Promise<{ real: string; segments: readonly string[] }> {
    const found = await this.#find(segmentsOf(path));
    if (found === undefined) throw new SimulatorError('SOURCE_MISSING', `${path} is not there.`);
    const real = await realpath(found);
    return { real, segments: relative(this.root, real).split(sep) };
  }

  async #find(segments: readonly string[]): Promise<string | undefined> {
    let path = this.root;
    for (const segment of segments) {
      const found = await findName(path, segment);
      if (found === undefined) return undefined;
      path = found.path;
    }
    return path;
  }

  /** One change at a time, so that a snapshot sees none half done. */
  #alone<Result>(change: () => Promise<Result>): Promise<Result> {
    const result = this.#lastChange.then(change);
    this.#lastChange = result.catch(() => undefined);
    return result;
  }
}

function segmentsOf(path: string): readonly string[] {
  const parsed = parseWindowsPath(path);
  if (parsed?.kind === 'live' && parsed.segments.length > 0) return parsed.segments;
  throw new SimulatorError(
    'SOURCE_MISSING',
    `${path} is no path on the simulated machine; its only drive is ${drivePathOf([])}.`,
  );
}

async function writeWhole(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
    done += bytesWritten;
  }
}
