import { type DriverControl, DsBackupError, type RestoreFile, type RestorePlan } from '@dsbackup/session';
import type { BrokenRestore } from './broken-restore.js';
import { MemoryRestoreDriver } from './memory-restore-driver.js';

/** Restores whose driver is wrong, below the sound state machine. */
export const brokenRestoreDrivers: readonly BrokenRestore[] = [
  broken(
    'keeps its context when preparing fails halfway',
    'lifecycle › rejects with what preparing said, gives everything back, and can be opened again',
    class extends MemoryRestoreDriver {
      override async prepare() {
        this.windows.take('context');
        this.windows.call('prepare');
        this.prepared = true;
      }
    },
  ),
  broken(
    'releases twice',
    'lifecycle › goes from open to completed to ended',
    class extends MemoryRestoreDriver {
      override async release(control: DriverControl) {
        await super.release(control);
        this.windows.call('release', () => this.windows.give('context'));
      }
    },
  ),
  broken(
    'names another log directory',
    'locations › says where the databases, the logs and the checkpoint go',
    class extends MemoryRestoreDriver {
      override async locations(control: DriverControl) {
        return { ...(await super.locations(control)), logDirectory: 'C:\\' };
      }
    },
  ),
  broken(
    'registers when it is only asked for locations',
    'locations › changes nothing, and can be asked again',
    class extends MemoryRestoreDriver {
      override async locations(control: DriverControl) {
        this.windows.verdict = 'registered';
        return super.locations(control);
      }
    },
  ),
  broken(
    'empties the destination before it is registered',
    'registering › changes nothing before it',
    class extends MemoryRestoreDriver {
      override async prepare(control: DriverControl) {
        await super.prepare(control);
        this.windows.destination.clear();
      }
    },
  ),
  broken(
    'does not tell Windows of a plan whose files the caller places',
    'registering › lets the caller place the files who says so, to the complete',
    class extends MemoryRestoreDriver {
      override async register(plan: RestorePlan, control: DriverControl) {
        if (plan.files !== 'placed-by-caller') await super.register(plan, control);
      }
    },
  ),
  broken(
    'drops the last chunk of a file',
    'placing › puts every byte of every file in its place',
    class extends MemoryRestoreDriver {
      protected override copy(bytes: Uint8Array) {
        const current = this.current;
        if (current !== undefined && current.position + bytes.length < current.bytes.length)
          super.copy(bytes);
      }
    },
  ),
  broken(
    'keeps the buffer that it was lent',
    'placing › gives a buffer back once it is written',
    class extends MemoryRestoreDriver {
      #lent: (() => void)[] = [];
      protected override copy(bytes: Uint8Array) {
        const { current } = this;
        const position = current?.position ?? 0;
        this.#lent.push(() => current?.bytes.set(bytes, position));
        if (current !== undefined) current.position += bytes.length;
      }
      override async close(whole: boolean, control: DriverControl) {
        for (const copy of this.#lent.splice(0)) copy();
        await super.close(whole, control);
      }
    },
  ),
  broken(
    'goes on where the last writer of a file left off',
    'placing › throws a short file away, and lets it be placed again',
    class extends MemoryRestoreDriver {
      override async close(whole: boolean, control: DriverControl) {
        const { current } = this;
        await super.close(whole, control);
        if (current !== undefined && !whole) this.windows.destination.set(current.file.path, current.bytes);
      }
      override async create(file: RestoreFile, control: DriverControl) {
        await super.create(file, control);
        const left = this.windows.destination.get(file.path);
        if (left?.length === file.size && this.current !== undefined)
          this.current = { file, bytes: new Uint8Array(file.size), position: 2 };
      }
      protected override copy(bytes: Uint8Array) {
        const room = (this.current?.bytes.length ?? 0) - (this.current?.position ?? 0);
        super.copy(bytes.subarray(0, room));
      }
    },
  ),
  broken(
    'declares success though Windows did not take it',
    'completing › does not call a restore complete that Windows did not take',
    class extends MemoryRestoreDriver {
      override async commit(control: DriverControl) {
        return super.commit(control).catch(() => ({ restartRequired: true, warnings: [] }));
      }
    },
  ),
  broken(
    'leaves the new files when Windows did not take them',
    'completing › does not call a restore complete that Windows did not take',
    class extends MemoryRestoreDriver {
      protected override putBack() {}
    },
  ),
  broken(
    'never tells Windows that it succeeded',
    'completing › tells Windows that it succeeded, with every file in its place',
    class extends MemoryRestoreDriver {
      override async commit(control: DriverControl) {
        const receipt = await super.commit(control);
        this.windows.verdict = 'registered';
        return receipt;
      }
    },
  ),
  broken(
    'says that it succeeded when the last file is placed',
    'completing › tells Windows that it succeeded, with every file in its place',
    class extends MemoryRestoreDriver {
      override async close(whole: boolean, control: DriverControl) {
        await super.close(whole, control);
        if (this.staged.size === 4) this.windows.verdict = 'succeeded';
      }
    },
  ),
  broken(
    'leaves its mark behind',
    'completing › tells Windows that it succeeded, with every file in its place',
    class extends MemoryRestoreDriver {
      override async register(plan: RestorePlan, control: DriverControl) {
        await super.register(plan, control);
        this.windows.marked = true;
      }
    },
  ),
  broken(
    'writes in place, and leaves half of it',
    'abort and end › tells Windows and leaves the destination as it was when abort() comes and one file was placed',
    class extends MemoryRestoreDriver {
      override async close(whole: boolean, control: DriverControl) {
        await super.close(whole, control);
        for (const [path, bytes] of this.staged) this.windows.destination.set(path, bytes);
      }
    },
  ),
  broken(
    'never tells Windows that a restore was given up',
    'abort and end › tells Windows and leaves the destination as it was when end() comes and nothing was placed',
    class extends MemoryRestoreDriver {
      override async abort() {
        this.putBack();
      }
    },
  ),
  broken(
    'marks the destination and says nothing',
    'abort and end › tells Windows and leaves the destination as it was when abort() comes and every file was placed',
    class extends MemoryRestoreDriver {
      override async abort(reason: unknown, control: DriverControl) {
        await super.abort(reason, control);
        this.windows.marked = true;
      }
    },
  ),
  broken(
    'keeps its context when the restore was given up',
    'abort and end › aborts and releases when a scope is left by a failure',
    class extends MemoryRestoreDriver {
      override async abort(reason: unknown, control: DriverControl) {
        await super.abort(reason, control);
        this.prepared = false;
      }
    },
  ),
  broken(
    'hides that releasing failed',
    'abort and end › gives everything back even if release fails, and says that it failed',
    class extends MemoryRestoreDriver {
      override async release(control: DriverControl) {
        await super.release(control).catch(() => {});
      }
    },
  ),
  broken(
    'puts the old files back though the restore is complete',
    'abort and end › does not abort what is complete',
    class extends MemoryRestoreDriver {
      override async release(control: DriverControl) {
        this.putBack();
        await super.release(control);
      }
    },
  ),
  broken(
    'takes a write error for a success',
    'errors › fails the file alone when write fails, or the session where the backend says so',
    class extends MemoryRestoreDriver {
      override async write(bytes: Uint8Array, control: DriverControl) {
        await super.write(bytes, control).catch(() => {});
      }
    },
  ),
  broken(
    'keeps the native file when it closes',
    'errors › fails the file alone when write fails, or the session where the backend says so',
    class extends MemoryRestoreDriver {
      override async close() {
        this.current = undefined;
        this.windows.call('close');
      }
    },
  ),
  broken(
    'says success after a plan that Windows refused',
    'errors › fails the session when registering fails, and never says that it succeeded',
    class extends MemoryRestoreDriver {
      override async abort(reason: unknown, control: DriverControl) {
        await super.abort(reason, control);
        this.windows.verdict = 'succeeded';
      }
    },
  ),
  broken(
    'rejects with an error that does not say which native call failed',
    'errors › fails the session when asking for locations fails, or the call alone where the error says so',
    class extends MemoryRestoreDriver {
      override async locations(control: DriverControl) {
        return super.locations(control).catch(() => {
          const message = 'It failed.';
          throw new DsBackupError({ code: 'NATIVE_FAILURE', message, backend: 'memory', scope: 'session' });
        });
      }
    },
  ),
];

function broken(name: string, caughtBy: string, Driver: typeof MemoryRestoreDriver): BrokenRestore {
  return { name, caughtBy, options: { Driver } };
}
