import type {
  IRestoreSession,
  RestoreCapabilities,
  RestoreFile,
  RestoreLocations,
  RestorePlan,
  SessionOptions,
} from '@dsbackup/session';
import type { ExpectedFailure } from '../contract-harness.js';

/** A step of a restore behind which a backend makes at least one native call or one of the file system, or none: see `failNext`. */
export type RestoreContractStep =
  | 'prepare'
  | 'locations'
  | 'register'
  | 'create'
  | 'write'
  | 'close'
  | 'commit'
  | 'abort'
  | 'release';

/** A plan whose files the session places. */
export interface FilePlan extends RestorePlan {
  readonly files: readonly RestoreFile[];
}

/**
 * One backend over a destination of its own, made fresh for each test, with its native side and its destination in view.
 *
 * The destination holds something before (an older database, say), so that it shows whether it is left as it was. The plan needs
 * at least two files with bytes, one of which should be larger than 128 KiB.
 */
export interface RestoreContractHarness {
  /** Opens a restore. Called at most once per harness by the suite, except that it is called again after it rejected. */
  open(options?: SessionOptions): Promise<IRestoreSession>;
  /** Opens one that can only ask for locations, instead of `open`; absent where the backend has no such thing. */
  openLocationsOnly?(options?: SessionOptions): Promise<IRestoreSession>;
  /** Of what `open` opens; there `locationsOnly` is false. */
  readonly capabilities: RestoreCapabilities;
  /** What `locations` answers. */
  readonly locations: RestoreLocations;
  /** A plan that fits these locations. */
  readonly plan: FilePlan;
  /** Every byte of a planned file; none for a directory or a reparse point. */
  contentOf(file: RestoreFile): Uint8Array;
  /**
   * Makes the call behind this step fail the next time it is made, once, and answers how that must surface: as a
   * file's own failure for `create`, `write` and `close` where `capabilities.survivesFileErrors`, else as the session's (or, for
   * `locations`, as that call's).
   * `undefined` if this backend makes no such call. `prepare`, `register`, `write` and `commit` must be there. A failed call that gives
   * something back (`abort`, `release`) has given it back all the same; after a failed `close` the session's end does.
   */
  failNext(step: RestoreContractStep): ExpectedFailure | undefined;
  /** Native calls made so far, oldest first: proves cleaning up, not just return values. Those of the file system need not be among them. */
  nativeCalls(): readonly string[];
  /** What the native side still has out: contexts, interfaces, blocks, open files. 0 after the session's end. */
  liveResources(): number;
  /** Every file at the destination as it is now, by its path in the plan's spelling. Files that are only staged may be among them. */
  destination(): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Whether the destination says by itself that it is unfinished. */
  destinationMarked(): Promise<boolean>;
  /** What Windows was told: nothing yet, that there is a restore, and what came of it. */
  verdict(): 'none' | 'registered' | 'succeeded' | 'failed';
  /** Ends the harness and whatever it made. */
  dispose(): Promise<void>;
}

/** Makes a fresh harness: no state is shared between tests. */
export type CreateRestoreContractHarness = () => Promise<RestoreContractHarness>;
