import type {
  BackupCapabilities,
  ErrorCode,
  FileList,
  IBackupSession,
  SessionOptions,
} from '@dsbackup/session';

/** A step of a backup behind which a backend makes at least one native call, or none: see `failNext`. */
export type ContractStep =
  | 'prepare'
  | 'databases'
  | 'logs'
  | 'others'
  | 'open'
  | 'read'
  | 'close'
  | 'documents'
  | 'commit'
  | 'truncate'
  | 'abort'
  | 'release';

/** A file of the harness's source, as a session must list it. */
export interface ExpectedFile {
  readonly path: string;
  readonly list: FileList;
  /** Every byte; `undefined` for a directory or a reparse point, which have none. */
  readonly bytes: Uint8Array | undefined;
}

/** How an injected failure must surface. */
export interface ExpectedFailure {
  readonly code: ErrorCode;
}

/**
 * One backend over a source of its own, made fresh for each test, with its native side in view.
 *
 * `expected` needs at least one database and one log. At least one database should be larger than 1 MiB and
 * one should not be a multiple of 8,192 bytes, since that is where chunking goes wrong.
 */
export interface ContractHarness {
  /**
   * Opens a session over a source that holds exactly `expected`. Called at most once per harness by the suite,
   * except that it is called again after it rejected.
   */
  open(options?: SessionOptions): Promise<IBackupSession>;
  /** What the session lists, in the lists' order. */
  readonly expected: readonly ExpectedFile[];
  readonly capabilities: BackupCapabilities;
  /**
   * Makes the native call behind this step fail the next time it is made, once, and answers how that must surface:
   * as a file's own failure for `open` and `read` where `capabilities.survivesFileErrors`, else as the session's.
   * `undefined` if this backend makes no such call. `prepare`, `open` and `read` must be there. A failed call that gives
   * something back (`abort`, `release`) has given it back all the same; after a failed `close` the session's end does.
   */
  failNext(step: ContractStep): ExpectedFailure | undefined;
  /** Native calls made so far, oldest first: proves cleaning up, not just return values. */
  nativeCalls(): readonly string[];
  /** What the native side still has out: contexts, interfaces, blocks, open files. 0 after the session's end. */
  liveResources(): number;
  /** Ends the harness and whatever it made. */
  dispose(): Promise<void>;
}

/** Makes a fresh harness: no state is shared between tests. */
export type CreateContractHarness = () => Promise<ContractHarness>;
