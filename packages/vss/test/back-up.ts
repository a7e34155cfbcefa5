import {
  type BackupProgress,
  type BackupReceipt,
  DsBackupError,
  type SessionOptions,
  startBackupSession,
} from '@dsbackup/session';
import { createVssBackupDriver, type VssBackupOptions } from '../src/index.js';
import type { ScriptedVss } from './scripted-vss.js';

/** What came of a whole backup. */
export interface Backup {
  readonly receipt: BackupReceipt;
  readonly read: ReadonlyMap<string, { readonly list: string; readonly bytes: Uint8Array | undefined }>;
  readonly progress: readonly BackupProgress[];
  /** Files that failed alone, and were skipped for it. */
  readonly fileErrors: readonly DsBackupError[];
}

/** Backs the machine up with a session, skips files that fail alone, and completes. */
export async function backUp(
  machine: ScriptedVss,
  options: Omit<VssBackupOptions, 'native'> & Pick<SessionOptions, 'signal'> = {},
): Promise<Backup> {
  const progress: BackupProgress[] = [];
  const read = new Map<string, { list: string; bytes: Uint8Array | undefined }>();
  const fileErrors: DsBackupError[] = [];
  const { signal, ...driverOptions } = options;
  await using session = await startBackupSession(
    createVssBackupDriver({ ...driverOptions, native: machine }),
    {
      signal,
      onProgress: (event) => progress.push(event),
    },
  );
  for await (const file of session.files()) {
    const hasBytes = file.kind !== 'directory' && file.kind !== 'reparse-point';
    const chunks: Uint8Array[] = [];
    try {
      if (hasBytes) for await (const chunk of session.readFile(file)) chunks.push(chunk.slice());
    } catch (error) {
      if (!DsBackupError.is(error) || error.scope !== 'file') throw error;
      fileErrors.push(error);
      session.skip(file, error.message);
      continue;
    }
    read.set(file.path, { list: file.list, bytes: hasBytes ? Buffer.concat(chunks) : undefined });
  }
  return { receipt: await session.complete(), read, progress, fileErrors };
}

/** The error that a promise rejects with; fails the test if it resolves. */
export async function rejectionOf(promise: Promise<unknown>): Promise<DsBackupError> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!DsBackupError.is(outcome)) throw new Error('expected a DsBackupError', { cause: outcome });
  return outcome;
}
