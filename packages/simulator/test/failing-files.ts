import type { RestoreFileSystem, RestoreFileWriter } from '@dsbackup/ntdsbcli';

/** A call on the destination's file system. */
export type FilesCall = keyof RestoreFileSystem | `writer.${keyof RestoreFileWriter}`;

/** A file system that can be told to fail, and says what it was asked. */
export interface FailingFiles {
  readonly files: RestoreFileSystem;
  /** What was called, oldest first. */
  readonly calls: FilesCall[];
  /** The how-manieth call of this name from now fails, once; with any, the how-manieth of all. */
  failNext(call: FilesCall | 'any', occurrence?: number): void;
  /** All calls fail from the how-manieth of all on, as after the end of the power; only what closes a file still closes it. */
  failFrom(occurrence: number): void;
  /** How many writers are neither finished nor discarded. */
  openWriters(): number;
}

/** Wraps a file system. A call that is to fail does nothing; only what closes a file closes it all the same. */
export function failingFiles(base: RestoreFileSystem, code = 'EIO'): FailingFiles {
  const plans: { call: FilesCall | 'any'; left: number }[] = [];
  const calls: FilesCall[] = [];
  let open = 0;

  let lastGood = Number.POSITIVE_INFINITY;

  const isDue = (call: FilesCall): boolean => {
    calls.push(call);
    if (calls.length > lastGood) return true;
    const asked = plans.filter((plan) => plan.call === call || plan.call === 'any');
    for (const plan of asked) plan.left -= 1;
    const due = asked.find((plan) => plan.left <= 0);
    if (due !== undefined) plans.splice(plans.indexOf(due), 1);
    return due !== undefined;
  };
  const failure = (call: FilesCall) =>
    Object.assign(new Error(`${code}: ${call} was told to fail`), { code, errno: -5, syscall: call });
  const guard = async <T>(call: FilesCall, body: () => Promise<T>): Promise<T> => {
    if (isDue(call)) throw failure(call);
    return body();
  };
  const closing = async (call: FilesCall, body: () => Promise<void>): Promise<void> => {
    const fails = isDue(call);
    open -= 1;
    await body();
    if (fails) throw failure(call);
  };
  const writerOf = (writer: RestoreFileWriter): RestoreFileWriter => {
    open += 1;
    return {
      write: (bytes) => guard('writer.write', () => writer.write(bytes)),
      finish: (modified) => closing('writer.finish', () => writer.finish(modified)),
      discard: () => closing('writer.discard', () => writer.discard()),
    };
  };
  return {
    calls,
    failNext: (call, occurrence = 1) => plans.push({ call, left: occurrence }),
    failFrom(occurrence) {
      lastGood = occurrence - 1;
    },
    openWriters: () => open,
    files: {
      list: (folder) => guard('list', () => base.list(folder)),
      makeFolder: (folder) => guard('makeFolder', () => base.makeFolder(folder)),
      create: (path) => guard('create', async () => writerOf(await base.create(path))),
      rename: (from, to) => guard('rename', () => base.rename(from, to)),
      removeFile: (path) => guard('removeFile', () => base.removeFile(path)),
      removeFolder: (folder) => guard('removeFolder', () => base.removeFolder(folder)),
      syncFolder: (folder) => guard('syncFolder', () => base.syncFolder(folder)),
    },
  };
}
