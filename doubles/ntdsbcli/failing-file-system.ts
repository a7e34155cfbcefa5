import type { RestoreFileSystem } from '@dsbackup/ntdsbcli';

/** The calls that can be made to fail; `write` and `close` are those of a file, which is closed by `finish` or `discard`. */
export type FileSystemCall = keyof RestoreFileSystem | 'write' | 'close';

/** A file system that does as another does, until it is told that a call fails. */
export interface FailingFileSystem extends RestoreFileSystem {
  /** The `occurrence`th such call from now on fails, and does nothing, except that `close` closes; 1 is the next. */
  failNext(call: FileSystemCall, errno: string, occurrence?: number): void;
  /** How often each was called. */
  readonly counts: ReadonlyMap<FileSystemCall, number>;
}

/** Makes one around a file system that works. */
export function makeFailingFileSystem(files: RestoreFileSystem): FailingFileSystem {
  const counts = new Map<FileSystemCall, number>();
  const failures: { call: FileSystemCall; errno: string; at: number }[] = [];
  const through =
    <A extends unknown[], V>(call: FileSystemCall, body: (...args: A) => Promise<V>) =>
    async (...args: A): Promise<V> => {
      const count = (counts.get(call) ?? 0) + 1;
      counts.set(call, count);
      const failure = failures.find((candidate) => candidate.call === call && candidate.at === count);
      if (failure === undefined) return body(...args);
      const { errno } = failure;
      throw Object.assign(new Error(`${errno}: ${call}`), { code: errno, errno: -5, syscall: call });
    };
  return {
    counts,
    failNext(call, errno, occurrence = 1) {
      failures.push({ call, errno, at: (counts.get(call) ?? 0) + occurrence });
    },
    list: through('list', (folder: string) => files.list(folder)),
    makeFolder: through('makeFolder', (folder: string) => files.makeFolder(folder)),
    rename: through('rename', (from: string, to: string) => files.rename(from, to)),
    removeFile: through('removeFile', (path: string) => files.removeFile(path)),
    removeFolder: through('removeFolder', (folder: string) => files.removeFolder(folder)),
    syncFolder: through('syncFolder', (folder: string) => files.syncFolder(folder)),
    create: through('create', async (path: string) => {
      const writer = await files.create(path);
      return {
        write: through('write', (bytes: Uint8Array) => writer.write(bytes)),
        async finish(modified?: Date) {
          await through('close', async () => undefined)().catch(async (error: unknown) => {
            await writer.discard();
            throw error;
          });
          await writer.finish(modified);
        },
        async discard() {
          await writer.discard();
          await through('close', async () => undefined)();
        },
      };
    }),
  };
}
