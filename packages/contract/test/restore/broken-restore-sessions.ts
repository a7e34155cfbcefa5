import { DsBackupError, type ErrorCode, type IRestoreSession, type RestoreReceipt } from '@dsbackup/session';
import type { BrokenRestore } from './broken-restore.js';
import type { MemoryWindows } from './memory-windows.js';

type Overrides = (session: IRestoreSession, windows: MemoryWindows) => Partial<IRestoreSession>;

/** Sessions that break a promise above a sound driver, as a backend with a state machine of its own might. */
export const brokenRestoreSessions: readonly BrokenRestore[] = [
  broken('never says that it ended', 'lifecycle › ends once, however often it is asked to', () => ({
    get state() {
      return 'open' as const;
    },
  })),
  broken(
    'claims a capability that it does not have',
    'lifecycle › opens ready to be asked, and says what it is',
    (session) => ({ capabilities: { ...session.capabilities, coverage: 'system-state' } }),
  ),
  broken(
    'does nothing after its end, and says nothing',
    'lifecycle › refuses everything after its end',
    (session) => ({
      close: () => instead('INVALID_SESSION', () => session.close(), undefined),
    }),
  ),
  broken(
    'asks for locations while a file is open',
    'locations › is refused while a file is open',
    (session) => ({
      locations: (options) =>
        instead('FILE_ALREADY_OPEN', () => session.locations(options), { databases: [] }),
    }),
  ),
  broken(
    'takes a plan that it can do nothing with',
    'locations › is all that a session does which was opened for it, and nothing is touched',
    (session) => ({
      register: (plan) => instead('UNSUPPORTED', () => session.register(plan), undefined),
    }),
  ),
  broken('takes a second plan', 'registering › happens once', (session) => ({
    register: (plan) => instead('OUT_OF_ORDER', () => session.register(plan), undefined),
  })),
  broken(
    'takes any plan',
    'registering › refuses a plan that is not well-formed before Windows is asked',
    (session) => ({
      register: (plan) => instead('INVALID_ARGUMENT', () => session.register(plan), undefined),
    }),
  ),
  broken(
    'needs no range of logs',
    'registering › needs the range of logs where Windows replays them, and only there',
    (session) => ({
      register: (plan) => instead('INVALID_ARGUMENT', () => session.register(plan), undefined),
    }),
  ),
  broken('begins a file before there is a plan', 'registering › changes nothing before it', (session) => ({
    createFile: (file) => instead('OUT_OF_ORDER', () => session.createFile(file), undefined),
  })),
  broken(
    'opens two files at once',
    'placing › has one file open at a time, and the second attempt does not disturb the first',
    (session) => ({
      createFile: (file) => instead('FILE_ALREADY_OPEN', () => session.createFile(file), undefined),
    }),
  ),
  broken(
    'writes to a path outside the plan',
    'placing › writes only the very objects of the plan',
    (session, windows) => ({
      writeFile: async (file, chunks) => {
        const placed = await instead('FILE_NOT_LISTED', () => session.writeFile(file, chunks), undefined);
        windows.destination.set(file.path, new Uint8Array(1));
        return placed;
      },
    }),
  ),
  broken(
    'cuts what is too much off, and goes on',
    'placing › writes nothing past the planned size',
    (session) => ({
      write: (bytes) => instead('INVALID_ARGUMENT', () => session.write(bytes), undefined),
    }),
  ),
  broken(
    'places a file whose source failed after its last byte',
    'placing › does not place what its source gave up on, even after the last byte',
    (session) => ({
      writeFile: async (file, chunks, options) => {
        let failure: unknown;
        const tamed = async function* () {
          try {
            yield* chunks;
          } catch (thrown) {
            failure = thrown;
          }
        };
        await session.writeFile(file, tamed(), options);
        if (failure !== undefined) throw failure;
      },
    }),
  ),
  broken(
    'completes with a file missing',
    'completing › refuses to complete when a file was never created',
    (session) => ({
      complete: () => instead('FILES_UNPLACED', () => session.complete(), receiptOf(session)),
    }),
  ),
  broken(
    'completes with a file open',
    'completing › refuses to complete when a file is still open',
    (session) => ({
      complete: () => instead('FILES_UNPLACED', () => session.complete(), receiptOf(session)),
    }),
  ),
  broken(
    'completes when it is left',
    'abort and end › tells Windows and leaves the destination as it was when end() comes and every file was placed',
    (session) => ({
      end: async () => {
        if (session.state === 'open') await session.complete().catch(() => {});
        await session.end();
      },
    }),
  ),
  broken(
    'lets two operations run at once',
    'concurrency › refuses a second operation while one runs, and the first is not disturbed',
    (session) => ({
      locations: () => instead('OPERATION_IN_PROGRESS', () => session.locations(), { databases: [] }),
    }),
  ),
  broken(
    'gives up before a write has finished',
    'concurrency › lets a write that runs finish before abort() gives up',
    (session) => ({
      abort: async (reason) => void session.abort(reason),
    }),
  ),
  broken(
    'wraps the reason of an abort signal',
    'signals › are looked at before each native call, and spoil nothing',
    (session) => ({
      register: async (plan, options) => {
        await session.register(plan, options).catch((cause: unknown) => {
          throw options?.signal?.aborted ? new Error('The operation was aborted.', { cause }) : cause;
        });
      },
    }),
  ),
  broken(
    'looks at no signal between chunks',
    'signals › are looked at between chunks, and the file is thrown away',
    (session) => ({ writeFile: (file, chunks) => session.writeFile(file, chunks) }),
  ),
  broken(
    'lets a signal stop complete() halfway',
    'signals › stop complete() before it starts, and never after',
    (session) => ({
      complete: async (options = {}) => {
        const receipt = await session.complete(options);
        options.signal?.throwIfAborted();
        return receipt;
      },
    }),
  ),
];

function broken(name: string, caughtBy: string, overrides: Overrides): BrokenRestore {
  const wrapSession = (session: IRestoreSession, windows: MemoryWindows) =>
    overridden(session, overrides(session, windows));
  return { name, caughtBy, options: { wrapSession } };
}

/** The session with some of its methods replaced; `await using` of it ends it by its own `end`. */
function overridden(session: IRestoreSession, overrides: Partial<IRestoreSession>): IRestoreSession {
  return new Proxy(session, {
    get(target, name) {
      if (name === Symbol.asyncDispose) return () => (overrides.end ?? target.end.bind(target))();
      const from = name in overrides ? overrides : target;
      const value: unknown = Reflect.get(from, name);
      return typeof value === 'function' ? value.bind(from) : value;
    },
  });
}

/** Answers something harmless instead of an error that is due. */
async function instead<T>(code: ErrorCode, call: () => Promise<T>, answer: T): Promise<T> {
  try {
    return await call();
  } catch (failure) {
    if (DsBackupError.is(failure) && failure.code === code) return answer;
    throw failure;
  }
}

function receiptOf({ backend, capabilities }: IRestoreSession): RestoreReceipt {
  const { coverage } = capabilities;
  return {
    backend,
    coverage,
    files: 0,
    bytes: 0,
    placedByCaller: false,
    restartRequired: true,
    warnings: [],
  };
}
