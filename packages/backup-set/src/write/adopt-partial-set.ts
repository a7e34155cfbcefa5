import { mkdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { DsBackupError } from '@dsbackup/session';
import { readSmallFile } from '../disk/read-small-file.js';
import { withTargetErrors } from '../disk/target-errors.js';
import { writeDurableFile } from '../disk/write-durable-file.js';
import type { Manifest } from '../format/manifest.js';
import { readManifest, writeManifest } from '../format/manifest-file.js';
import { setLayout } from '../format/set-layout.js';
import { requireFolder } from '../read-backup-set.js';
import type { SetProgressHandler } from '../set-progress.js';
import { documentsOf } from '../verify/document-check.js';
import type { SetProblem } from '../verify/set-problem.js';
import { type SetVerdict, verifySetFolder } from '../verify/verify-backup-set.js';
import { PartialFolder } from './partial-folder.js';

/** Options of `adoptPartialSet`. */
export interface AdoptSetOptions {
  readonly onProgress?: SetProgressHandler | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finishes a set whose backup had stored everything and then ended before it could name it: reads and checks the
 * whole folder and gives it its name. Its manifest says `completion: 'undeclared'` unless the backup's success had
 * been accepted and recorded. Make sure that no backup is still writing it: that can't be told from the folder.
 *
 * What the verdict says of a damaged source, and its warnings, are for the operator to read: the set is finished all the same.
 *
 * Rejects: `SET_MISSING`; `SET_INCOMPLETE` if the backup hadn't got so far; `SET_DAMAGED` if what is there is not
 * what was written (the folder is left as it is); `TARGET_EXISTS`, `TARGET_UNWRITABLE`; the signal's reason.
 */
export async function adoptPartialSet(path: string, options: AdoptSetOptions = {}): Promise<SetVerdict> {
  const partial = resolve(path);
  if (!basename(partial).endsWith(setLayout.partialSuffix)) {
    throw new DsBackupError({
      code: 'INVALID_ARGUMENT',
      message: `${partial} does not end in ${setLayout.partialSuffix}: there is nothing to adopt.`,
    });
  }
  await requireFolder(partial);
  const folder = PartialFolder.existing(partial);
  await completeManifest(partial);
  const verdict = await verifySetFolder(partial, options);
  // A damaged source was asked for when the backup ran, or it would have kept no draft: its bytes are what was written.
  const problem = verdict.problems.find(({ code }) => code !== 'SOURCE_DAMAGED');
  if (problem !== undefined) throw damaged(partial, problem);
  await folder.sync();
  const draft = join(partial, setLayout.draft);
  await withTargetErrors(draft, () => rm(draft, { recursive: true, force: true }));
  await folder.publish();
  return { ...verdict, path: folder.finalPath };
}

/** Puts the draft where the manifest belongs, unless the manifest is there already. */
async function completeManifest(partial: string): Promise<void> {
  const finished = await readManifest(partial).catch(notThereYet);
  if (finished !== undefined) return;
  const draft = join(partial, setLayout.draft);
  const manifest = await readManifest(draft).catch(notThereYet);
  if (manifest === undefined) throw incomplete(partial);
  await removeUnfinished(partial);
  await copyDocuments(draft, partial, manifest);
  await writeManifest(partial, manifest);
}

/** What the end of a backup may have left half-written: all of it is in the draft as well. */
async function removeUnfinished(partial: string): Promise<void> {
  for (const place of [setLayout.manifest, setLayout.manifestSum, setLayout.documents]) {
    const path = join(partial, place);
    await withTargetErrors(path, () => rm(path, { recursive: true, force: true }));
  }
}

async function copyDocuments(draft: string, partial: string, manifest: Manifest): Promise<void> {
  const documents = join(partial, setLayout.documents);
  await withTargetErrors(documents, () => mkdir(documents, { mode: 0o700 }));
  for (const { in: place, bytes } of documentsOf(manifest)) {
    await writeDurableFile(join(partial, place), await readSmallFile(join(draft, place), bytes));
  }
}

function notThereYet(error: unknown): undefined {
  if (!DsBackupError.is(error) || error.code === 'SET_UNREADABLE') throw error;
  return undefined;
}

function incomplete(partial: string): DsBackupError {
  return new DsBackupError({
    code: 'SET_INCOMPLETE',
    message: `${partial} can't be adopted: the backup that wrote it ended before everything was stored, or is still running.`,
    hint: 'If no backup is running, remove the folder and back up again.',
  });
}

function damaged(partial: string, { code, path, message }: SetProblem): DsBackupError {
  return new DsBackupError({
    code: code === 'SET_UNREADABLE' ? code : 'SET_DAMAGED',
    message: `${partial} can't be adopted: ${path}: ${message}`,
  });
}
