import { randomUUID } from 'node:crypto';
import { lstat, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { DsBackupError } from 'dsbackup';
import { errnoOf } from '../output/describe-error.js';

/** Where a report goes. */
export interface ReportTarget {
  readonly file: string;
  /** The set's folder, into which no report is written. */
  readonly set: string;
  /** Whether a file that is there may be replaced. */
  readonly force: boolean;
}

/**
 * Rejects with what would fail only after the set was read, which may take hours: `TARGET_EXISTS`,
 * `INVALID_ARGUMENT` for a file in the set itself, `TARGET_UNWRITABLE` for a folder that isn't there.
 */
export async function checkReportTarget({ file, set, force }: ReportTarget): Promise<void> {
  const inSet = relative(resolve(set), resolve(file));
  if (inSet !== '..' && !inSet.startsWith(`..${sep}`) && resolve(inSet) !== inSet) {
    const message = `${file} lies in the set: a set holds what the backup wrote and nothing else.`;
    throw new DsBackupError({ code: 'INVALID_ARGUMENT', message, hint: 'Give a file somewhere else.' });
  }
  const found = await lstat(file).catch(() => undefined);
  if (found !== undefined && (!force || !found.isFile())) throw exists(file, found.isFile());
  const folder = await lstat(dirname(resolve(file))).catch(() => undefined);
  if (folder === undefined) {
    const message = `${file} can't be written: its folder is not there.`;
    throw new DsBackupError({ code: 'TARGET_UNWRITABLE', message });
  }
}

/** Writes a report, whole or not at all. Rejects with `TARGET_EXISTS` or `TARGET_UNWRITABLE`. */
export async function writeReport(text: string, { file, force }: ReportTarget): Promise<void> {
  const written = force ? `${file}.${randomUUID()}` : file;
  try {
    await writeFile(written, text, { flag: 'wx' });
    if (written !== file) await rename(written, file);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'EEXIST') throw exists(file, true);
    await rm(written, { force: true }).catch(() => undefined);
    const message = `${file} can't be written: ${errno ?? String(error)}.`;
    throw new DsBackupError({ code: 'TARGET_UNWRITABLE', message, cause: error });
  }
}

function exists(file: string, isFile: boolean): DsBackupError {
  return new DsBackupError({
    code: 'TARGET_EXISTS',
    message: `${file} is there already, and was left as it was.`,
    hint: isFile ? 'Add --force to replace it.' : 'Give the name of a file.',
  });
}
