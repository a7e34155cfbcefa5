import {
  type BackupReceipt,
  type CallOptions,
  type CompleteOptions,
  DsBackupError,
  type ErrorCode,
  type IBackupSession,
} from '@dsbackup/session';
import type { BrokenBackend } from './broken-backend.js';

type Overrides = (session: IBackupSession) => Partial<IBackupSession>;

/** Sessions that break a promise above a sound driver, as a backend with a state machine of its own might. */
export const brokenSessions: readonly BrokenBackend[] = [
  broken(
    'ignores skip()',
    'completing › fails the component of a skipped file, by name, and no other',
    () => ({
      skip: () => {},
    }),
  ),
  broken(
    'opens two files at once',
    'the open file › has one file open at a time, and the second attempt does not disturb the first',
    (session) => ({
      openFile: (file) => instead('FILE_ALREADY_OPEN', () => session.openFile(file), { file, size: 0 }),
    }),
  ),
  broken(
    'opens a copy of a listed file',
    'the open file › opens only the very objects that it listed, and only those with bytes',
    (session) => ({
      openFile: (file) => instead('FILE_NOT_LISTED', () => session.openFile(file), { file, size: 0 }),
    }),
  ),
  broken(
    'opens a database after the logs',
    'order › opens no database after the logs were asked for',
    (session) => ({
      openFile: (file) => instead('OUT_OF_ORDER', () => session.openFile(file), { file, size: 0 }),
    }),
  ),
  broken('lists logs while a file is open', 'order › asks for no logs while a file is open', (session) => ({
    logs: () => instead('FILE_ALREADY_OPEN', () => session.logs(), []),
  })),
  broken(
    'goes on to the logs past unread databases',
    'order › refuses to go on past databases that were only collected',
    (session) => ({
      async *files() {
        yield* await session.databases();
        yield* await session.logs();
      },
    }),
  ),
  broken(
    'makes new objects each time a list is asked for',
    'order › asks for databases and logs once, and answers the same objects again',
    (session) => ({
      databases: async () => (await session.databases()).map((file) => ({ ...file })),
    }),
  ),
  broken(
    'streams the others again as nothing',
    'order › streams the others once, and has none where it says so',
    (session) => ({
      async *others(options) {
        try {
          yield* session.others(options);
        } catch (failure) {
          if (!isCode(failure, 'OUT_OF_ORDER')) throw failure;
        }
      },
    }),
  ),
  broken(
    'completes with unread files',
    'completing › refuses to complete when files were listed and never opened',
    (session) => ({
      complete: (options) => instead('FILES_UNREAD', () => session.complete(options), receiptOf(session)),
    }),
  ),
  broken(
    'completes with a file open',
    'completing › refuses to complete when a file is still open',
    (session) => ({
      complete: (options) => instead('FILES_UNREAD', () => session.complete(options), receiptOf(session)),
    }),
  ),
  broken(
    'calls a component whole that has a skipped file',
    'completing › fails the component of a skipped file, by name, and no other',
    (session) => ({
      complete: async (options) => {
        const receipt = await session.complete(options);
        return {
          ...receipt,
          components: receipt.components.map((component) => ({ ...component, succeeded: true })),
        };
      },
    }),
  ),
  broken('cuts logs after a skip', 'committing › does not cut logs after a skip', (session) => ({
    complete: async (options) => {
      const receipt = await instead('TRUNCATE_REFUSED', () => session.complete(options), undefined);
      return receipt ?? { ...(await session.complete()), logsTruncated: true };
    },
  })),
  broken(
    'commits before beforeCommit resolved',
    'committing › hands documents and token over, and commits nothing before they are safe',
    (session) => ({
      complete: ({ beforeCommit, ...options } = {}) =>
        session.complete({ ...options, beforeCommit: (commit) => void beforeCommit?.(commit) }),
    }),
  ),
  broken(
    'never calls beforeCommit',
    'committing › does not commit before the documents were handed over',
    (session) => ({
      complete: ({ beforeCommit: _never, ...options } = {}) => session.complete(options),
    }),
  ),
  broken(
    'commits though beforeCommit rejected',
    'committing › commits nothing when beforeCommit rejects, and can be completed later',
    (session) => ({
      complete: ({ beforeCommit, ...options } = {}) =>
        session.complete({
          ...options,
          beforeCommit: (commit) => Promise.resolve(beforeCommit?.(commit)).catch(() => {}),
        }),
    }),
  ),
  broken(
    'leaves a file open whose close failed',
    'errors › leaves no file open when close fails',
    (session) => ({
      close: () => instead('NO_FILE_OPEN', () => session.close(), undefined),
    }),
  ),
  broken(
    'leaves the file open when readFile is left early',
    'files and bytes › closes a file whose readFile is left early, and starts it again from its first byte',
    (session) => ({
      async *readFile(file, { chunkSize = 65_536, signal } = {}) {
        await session.openFile(file, { signal });
        const buffer = new Uint8Array(chunkSize);
        for (let count = 1; count > 0; ) {
          count = await session.read(buffer, { signal });
          if (count > 0) yield buffer.subarray(0, count);
        }
        await session.close();
      },
    }),
  ),
  broken(
    'clears what it did not fill of a buffer',
    'files and bytes › writes no further into a large buffer than to a multiple of 8,192',
    (session) => ({
      read: async (buffer, options) => {
        const count = await session.read(buffer, options);
        buffer.fill(0, count);
        return count;
      },
    }),
  ),
  broken(
    'takes small reads from the buffer before',
    'files and bytes › gives the same bytes to small buffers, to odd ones, and to both in one file',
    (session) => ({
      read: async (buffer, options) => {
        const count = await session.read(new Uint8Array(Math.max(buffer.length, 24_576)), options);
        return Math.min(count, buffer.length);
      },
    }),
  ),
  broken(
    'queues a second operation instead of refusing it',
    'concurrency › refuses a second operation while one runs, and the first is not disturbed',
    (session) => {
      let last: Promise<unknown> = Promise.resolve();
      return {
        read: (buffer) => {
          const next = last.then(() => session.read(buffer));
          last = next.catch(() => {});
          return next;
        },
      };
    },
  ),
  broken(
    'does not wait with abort()',
    'concurrency › lets a read that runs finish before abort() gives up',
    (session) => ({
      abort: async () => void session.abort(),
    }),
  ),
  broken(
    'does not wait with end()',
    'concurrency › lets a read that runs finish before end() gives up',
    (session) => ({
      end: async () => void session.end(),
    }),
  ),
  broken('rejects the second end()', 'lifecycle › ends once, however often it is asked to', (session) => {
    let ended = false;
    return {
      end: async () => {
        if (ended) throw new DsBackupError({ code: 'INVALID_SESSION', message: 'It has ended.' });
        ended = true;
        await session.end();
      },
    };
  }),
  broken(
    'says nothing of what failed at its end',
    'abort and end › aborts when it ends without having been completed',
    (session) => ({
      end: () => session.end().catch(() => {}),
    }),
  ),
  broken(
    'tells only the first of two failures',
    'abort and end › tells of both when closing and aborting fail, and still releases',
    (session) => ({
      end: () =>
        session.end().catch((failure: { readonly cause?: unknown }) => {
          throw failure.cause instanceof AggregateError ? failure.cause.errors[0] : failure;
        }),
    }),
  ),
  broken('goes on after it failed', 'errors › fails the session when logs fail to be listed', (session) => ({
    databases: () => instead('SESSION_FAILED', () => session.databases(), []),
  })),
  broken('stays open in word after it ended', 'lifecycle › goes from open to completed to ended', () => ({
    get state() {
      return 'open' as const;
    },
  })),
  broken(
    'claims a capability that it does not have',
    'lifecycle › opens prepared, and says what it is',
    (session) => ({
      capabilities: { ...session.capabilities, coverage: 'directory-database' },
    }),
  ),
  broken(
    'wraps the reason of an abort signal',
    'signals › are looked at before each native call, and spoil nothing',
    (session) => ({
      openFile: (file, options) => wrapReason(options, () => session.openFile(file, options)),
    }),
  ),
  broken(
    'looks at no signal between chunks',
    'signals › are looked at between chunks, and the file is closed',
    (session) => ({
      readFile: (file, { signal: _unseen, ...options } = {}) => session.readFile(file, options),
    }),
  ),
  broken(
    'lets a signal stop complete() halfway',
    'signals › stop complete() before it starts, and never after',
    (session) => ({
      complete: async (options: CompleteOptions = {}) => {
        const beforeCommit: CompleteOptions['beforeCommit'] = async (commit) => {
          await options.beforeCommit?.(commit);
          options.signal?.throwIfAborted();
        };
        return session.complete({ ...options, beforeCommit });
      },
    }),
  ),
];

function broken(name: string, caughtBy: string, overrides: Overrides): BrokenBackend {
  return { name, caughtBy, options: { wrapSession: (session) => overridden(session, overrides(session)) } };
}

/** The session with some of its methods replaced; `await using` of it ends it by its own `end`. */
function overridden(session: IBackupSession, overrides: Partial<IBackupSession>): IBackupSession {
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
    if (isCode(failure, code)) return answer;
    throw failure;
  }
}

async function wrapReason<T>(options: CallOptions | undefined, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (failure) {
    throw options?.signal?.aborted ? new Error('The operation was aborted.', { cause: failure }) : failure;
  }
}

function isCode(failure: unknown, code: ErrorCode): boolean {
  return DsBackupError.is(failure) && failure.code === code;
}

function receiptOf({ backend, capabilities }: IBackupSession): BackupReceipt {
  return {
    backend,
    coverage: capabilities.coverage,
    components: [],
    documents: [],
    logsTruncated: false,
    warnings: [],
  };
}
