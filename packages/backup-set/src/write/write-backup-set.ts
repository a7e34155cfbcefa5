import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BackupCommit, type BackupReceipt, DsBackupError, type IBackupSession } from '@dsbackup/session';
import { withTargetErrors } from '../disk/target-errors.js';
import type { Manifest } from '../format/manifest.js';
import { writeManifest } from '../format/manifest-file.js';
import { setLayout } from '../format/set-layout.js';
import { setNames } from '../format/set-name.js';
import { giveUp } from './give-up.js';
import { PartialFolder } from './partial-folder.js';
import { describeSet, type SetIdentity, setIdentity } from './set-description.js';
import { type StoredFiles, storeFiles } from './store-files.js';
import { writeDocuments } from './write-documents.js';
import type { WriteSetOptions } from './write-set-options.js';

/** A set that is whole, durable and under its name. */
export interface WrittenBackupSet {
  readonly path: string;
  readonly manifest: Manifest;
  readonly receipt: BackupReceipt;
  /**
   * What the operator should read: what is wrong with the source, if that was to be kept all the same; the receipt's
   * warnings; and one for each component that failed.
   */
  readonly warnings: readonly string[];
}

/**
 * Backs up everything that the session lists into a new set in the folder `target`, and completes the session.
 *
 * The set is made under a name that ends in `.partial`. All of it is durable before success is declared, and it
 * gets its name last, so that a set that isn't whole never looks whole. If anything fails before success is
 * declared, the session is aborted and the folder removed. If anything fails after that, or while logs were
 * being cut, the folder is kept: see `adoptPartialSet`. The session's `end` stays with the caller.
 *
 * Databases and logs are looked into right after they were stored, as `verifyBackupSet` does it: the bytes of a
 * database are read back for that. What would not restore is no backup, unless `onDamaged` says so.
 *
 * Holds some 4 MiB of buffers, whatever the size of the backup.
 *
 * Rejects: `PLAINTEXT_REFUSED` before anything is touched; `TARGET_EXISTS`, `TARGET_UNWRITABLE`,
 * `INSUFFICIENT_STORAGE`; `SOURCE_DAMAGED`, `SOURCE_MISSING` if no database is listed, `TRUNCATE_REFUSED` if logs were
 * to be cut after damage that is kept, `SET_UNREADABLE` if a stored file can't be read back; `UNSAFE_PATH` and `INVALID_ARGUMENT` for a file that a set can't hold; the signal's
 * reason as it is; whatever the session rejects with. If giving up fails as well, the first error's `code` stays, and
 * message and cause tell of all errors, the first one first.
 */
export async function writeBackupSet(
  session: IBackupSession,
  target: string,
  options: WriteSetOptions,
): Promise<WrittenBackupSet> {
  requirePlaintext(options);
  const run: Run = { session, options, committing: false };
  try {
    options.signal?.throwIfAborted();
    return await runBackup(run, target);
  } catch (error) {
    const { signal } = options;
    throw await giveUp(error, { session, folder: run.folder, keep: mustKeep(run), signal });
  }
}

/** One run, and how far it has come. */
interface Run {
  readonly session: IBackupSession;
  readonly options: WriteSetOptions;
  folder?: PartialFolder;
  /** Everything is durable, and the backend may have been told. */
  committing: boolean;
}

async function runBackup(run: Run, target: string): Promise<WrittenBackupSet> {
  const { session, options } = run;
  const now = options.now ?? (() => new Date());
  const started = now();
  const names = setNames({ computerName: options.source.computerName, started });
  const folder = await PartialFolder.create({ target, names, protectFolder: options.protectFolder });
  run.folder = folder;
  const name = basename(folder.finalPath);
  const identity = setIdentity({ name, source: options.source, session, started });
  const stored = await storeFiles(session, folder.path, options);
  const receipt = await session.complete({
    signal: options.signal,
    truncateLogs: options.truncateLogs,
    beforeCommit: async (commit) => {
      await writeDraft({ folder, identity, stored, commit, finished: now() });
      run.committing = true;
    },
  });
  const documents = await writeDocuments(folder.path, receipt);
  const manifest = describeSet(identity, { stored, commit: receipt, documents, finished: now(), receipt });
  await writeManifest(folder.path, manifest);
  await folder.sync();
  const draft = join(folder.path, setLayout.draft);
  await withTargetErrors(draft, () => rm(draft, { recursive: true }));
  await folder.publish();
  return { path: folder.finalPath, manifest, receipt, warnings: [...stored.damage, ...warningsOf(receipt)] };
}

interface Draft {
  readonly folder: PartialFolder;
  readonly identity: SetIdentity;
  readonly stored: StoredFiles;
  readonly commit: BackupCommit;
  readonly finished: Date;
}

/** Makes everything durable as it is before the backend is told: from here on the folder can be adopted. */
async function writeDraft({ folder, identity, stored, commit, finished }: Draft): Promise<void> {
  const draft = join(folder.path, setLayout.draft);
  const documents = await writeDocuments(draft, commit);
  await writeManifest(draft, describeSet(identity, { stored, commit, documents, finished }));
  await folder.sync();
}

/** Success may have been declared, or logs cut: then this folder may hold the only copy of something. */
function mustKeep({ session, options, committing }: Run): boolean {
  return session.state === 'completed' || (committing && options.truncateLogs === true);
}

function requirePlaintext({ plaintext }: WriteSetOptions): void {
  if (plaintext === true) return;
  throw new DsBackupError({
    code: 'PLAINTEXT_REFUSED',
    message:
      'A backup set holds the secrets of a domain and would be written in the clear, which was not asked for.',
    hint: 'Ask for a set in the clear by name (plaintext: true, or --plaintext), and guard its folder.',
  });
}

function warningsOf({ warnings, components }: BackupReceipt): string[] {
  const failed = components.filter((outcome) => !outcome.succeeded);
  return [
    ...warnings,
    ...failed.map(({ component, skipped }) => {
      const first = skipped[0];
      const files = skipped.length === 1 ? '1 file was' : `${skipped.length} files were`;
      const why = first === undefined ? '' : ` The first: ${first.path}: ${first.reason}`;
      return `Component ${component} was not backed up whole: ${files} left out.${why}`;
    }),
  ];
}
