import type { SetProgressHandler } from '../set-progress.js';

/** What a set says about where it comes from. */
export interface SetSource {
  /** The computer's own name; the set's folder is named after it. */
  readonly computerName: string;
  /** The operating system in words, such as `Windows Server 2022 (10.0.20348)`. */
  readonly system: string;
}

/** Options of `writeBackupSet`. */
export interface WriteSetOptions {
  /** Must be true: a set holds a domain's secrets, and one in the clear must be asked for by name. */
  readonly plaintext: boolean;
  readonly source: SetSource;
  readonly onProgress?: SetProgressHandler | undefined;
  /** Gives the backup up, at the latest when success is declared; its reason is rethrown as it is. */
  readonly signal?: AbortSignal | undefined;
  /** Cut the logs that were backed up, after everything is durable. Default false. */
  readonly truncateLogs?: boolean | undefined;
  /**
   * What to do about a file that can't be read where the backend survives that: `skip` (the default) leaves it
   * out by name, its component fails and the result has a warning; `fail` ends the backup. A database or a log
   * that can't be read always ends it.
   */
  readonly onUnreadable?: 'skip' | 'fail' | undefined;
  /**
   * What to do if the databases and logs, once they are stored and before success is declared, turn out to be such
   * that they would not restore: `fail` (the default) ends the backup, and nothing is left of it; `keep` writes the
   * set all the same, with a warning for each reason in the result and in the manifest. No logs are cut then.
   */
  readonly onDamaged?: 'fail' | 'keep' | undefined;
  /**
   * Shuts others out of the set's folder before anything is put into it. Default: mode 0700. On Windows, where
   * modes mean nothing, give one that sets a protected DACL.
   */
  readonly protectFolder?: ((folder: string) => Promise<void>) | undefined;
  /** The clock; for tests. */
  readonly now?: (() => Date) | undefined;
}
