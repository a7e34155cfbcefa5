import { type DriverCommit, type DriverControl, DsBackupError } from '@dsbackup/session';
import type { BrokenBackend } from './broken-backend.js';
import { MemoryDriver } from './memory-driver.js';

/** Backends whose driver is wrong, below the sound state machine. */
export const brokenDrivers: readonly BrokenBackend[] = [
  broken(
    'keeps its context when the backup was given up',
    'abort and end › aborts and releases when a file is open and its loop is left by a failure',
    class extends MemoryDriver {
      #aborted = false;
      override async abort(control: DriverControl) {
        await super.abort(control);
        this.#aborted = true;
      }
      override async release(control: DriverControl) {
        if (!this.#aborted) await super.release(control);
      }
    },
  ),
  broken(
    'keeps its context when preparing fails halfway',
    'lifecycle › rejects with what preparing said, gives everything back, and can be opened again',
    class extends MemoryDriver {
      override async prepare() {
        this.native.take('context');
        this.native.call('prepare', () => {});
        this.prepared = true;
      }
    },
  ),
  broken(
    'releases twice',
    'lifecycle › goes from open to completed to ended',
    class extends MemoryDriver {
      override async release(control: DriverControl) {
        await super.release(control);
        this.native.call('release', () => this.native.give('context'));
      }
    },
  ),
  broken(
    'hides that releasing failed',
    'abort and end › releases what it can when releasing fails, and says that it failed',
    class extends MemoryDriver {
      override async release(control: DriverControl) {
        await super.release(control).catch(() => {});
      }
    },
  ),
  broken(
    'never tells Windows that a backup was given up',
    'abort and end › aborts when it ends without having been completed',
    class extends MemoryDriver {
      override async abort() {}
    },
  ),
  broken(
    'aborts when it releases, though the backup is complete',
    'abort and end › does not abort what is complete',
    class extends MemoryDriver {
      override async release(control: DriverControl) {
        await this.abort(control).finally(() => super.release(control));
      }
    },
  ),
  broken(
    'takes a read error for the end of the file',
    'errors › fails the file alone when read fails, or the session where the backend says so',
    class extends MemoryDriver {
      override async read(buffer: Uint8Array, control: DriverControl) {
        return super.read(buffer, control).catch(() => 0);
      }
    },
  ),
  broken(
    'drops the last chunk of a file',
    'files and bytes › gives every byte of every file',
    class extends MemoryDriver {
      protected override copy(buffer: Uint8Array) {
        const count = super.copy(buffer);
        return count < Math.ceil(buffer.length * 0.75) ? 0 : count;
      }
    },
  ),
  broken(
    'takes a short read for the end',
    'files and bytes › gives every byte of every file',
    class extends MemoryDriver {
      #short = false;
      override async open(...[file, control]: Parameters<MemoryDriver['open']>) {
        this.#short = false;
        return super.open(file, control);
      }
      protected override copy(buffer: Uint8Array) {
        if (this.#short) return 0;
        const count = super.copy(buffer);
        this.#short = count < buffer.length;
        return count;
      }
    },
  ),
  broken(
    'goes on where the last reader of a file left off',
    'files and bytes › closes a file whose readFile is left early, and starts it again from its first byte',
    class extends MemoryDriver {
      #kept: MemoryDriver['current'];
      override async open(...[file, control]: Parameters<MemoryDriver['open']>) {
        const size = await super.open(file, control);
        this.current = this.#kept ?? this.current;
        return size;
      }
      override async close(control: DriverControl) {
        this.#kept = this.current;
        await super.close(control);
      }
    },
  ),
  broken(
    'announces another size than the file has',
    'files and bytes › says the size of a file when it is opened',
    class extends MemoryDriver {
      override async open(...[file, control]: Parameters<MemoryDriver['open']>) {
        return (await super.open(file, control)) + 1;
      }
    },
  ),
  broken(
    'loses a log, and so makes a smaller backup',
    'files and bytes › lists exactly the files of the source, each in its list',
    class extends MemoryDriver {
      override async logs(control: DriverControl) {
        return (await super.logs(control)).slice(1);
      }
    },
  ),
  broken(
    'answers an empty list when listing fails',
    'errors › fails the session when databases fail to be listed',
    class extends MemoryDriver {
      override async databases(control: DriverControl) {
        return super.databases(control).catch(() => []);
      }
    },
  ),
  broken(
    'keeps the native file when it closes',
    'the open file › gives back what a file held when it is closed',
    class extends MemoryDriver {
      override async close() {
        this.native.call('close', () => {});
      }
    },
  ),
  broken(
    'keeps what it walks with when a walk is left early',
    'abort and end › ends in the middle of a walk',
    class extends MemoryDriver {
      override async *others() {
        this.native.call('others', () => this.native.take('walk'));
        yield* this.list('others');
        this.native.give('walk');
      }
    },
  ),
  broken(
    'declares success though a writer failed',
    'errors › does not call a backup complete whose commit failed',
    class extends MemoryDriver {
      override async commit(commit: DriverCommit, control: DriverControl) {
        const receipt = { logsTruncated: commit.truncateLogs, documents: [], warnings: [] };
        return super.commit(commit, control).catch(() => receipt);
      }
    },
  ),
  broken(
    'commits while it makes the documents',
    'committing › does not commit before the documents were handed over',
    class extends MemoryDriver {
      override async documents(...[components, control]: Parameters<MemoryDriver['documents']>) {
        this.native.call('commit', () => {});
        return super.documents(components, control);
      }
    },
  ),
  broken(
    'cuts logs without being asked to',
    'committing › cuts no logs unless it is asked to',
    class extends MemoryDriver {
      override async commit(_commit: DriverCommit, control: DriverControl) {
        return {
          ...(await super.commit({ components: [], truncateLogs: true }, control)),
          logsTruncated: false,
        };
      }
    },
  ),
  broken(
    'says that it cut logs and does not',
    'committing › does not call a backup complete whose logs could not be cut',
    class extends MemoryDriver {
      override async commit({ components, truncateLogs }: DriverCommit, control: DriverControl) {
        const receipt = await super.commit({ components, truncateLogs: false }, control);
        return { ...receipt, logsTruncated: truncateLogs };
      }
    },
  ),
  broken(
    'hands over no token, though it says that it has one',
    'committing › hands documents and token over, and commits nothing before they are safe',
    class extends MemoryDriver {
      override async documents(...[components, control]: Parameters<MemoryDriver['documents']>) {
        return { documents: (await super.documents(components, control)).documents };
      }
    },
  ),
  broken(
    'names a document by a path that leads elsewhere',
    'committing › hands documents and token over, and commits nothing before they are safe',
    class extends MemoryDriver {
      override async documents(...[components, control]: Parameters<MemoryDriver['documents']>) {
        const made = await super.documents(components, control);
        return { ...made, documents: [{ name: '..\\boot.ini', bytes: new Uint8Array(1) }] };
      }
    },
  ),
  broken(
    'rejects with an error that does not say which native call failed',
    'errors › fails the session when logs fail to be listed',
    class extends MemoryDriver {
      override async logs(control: DriverControl) {
        return super.logs(control).catch(() => {
          throw new DsBackupError({
            code: 'NATIVE_FAILURE',
            message: 'It failed.',
            backend: 'memory',
            scope: 'session',
          });
        });
      }
    },
  ),
  broken(
    'rejects with any error that comes to hand',
    'errors › fails the session when logs fail to be listed',
    class extends MemoryDriver {
      override async logs(control: DriverControl) {
        return super.logs(control).catch(() => {
          throw new Error('It failed.');
        });
      }
    },
  ),
  broken(
    'fails the whole session for one file',
    'errors › fails the file alone when open fails, or the session where the backend says so',
    class extends MemoryDriver {
      override async open(...[file, control]: Parameters<MemoryDriver['open']>) {
        return super.open(file, control).catch((failure: DsBackupError) => {
          throw new DsBackupError({ ...failure, message: failure.message, scope: 'session' });
        });
      }
    },
  ),
];

function broken(name: string, caughtBy: string, Driver: typeof MemoryDriver): BrokenBackend {
  return { name, caughtBy, options: { Driver } };
}
