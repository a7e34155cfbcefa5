import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { DsBackupError } from 'dsbackup';
import { errnoOf } from '../output/describe-error.js';
import { type ReportPlace, reportExists } from './report-place.js';

/** Writes a report, whole or not at all. Rejects with `TARGET_EXISTS` or `TARGET_UNWRITABLE`. */
export async function writeReport(text: string, { path, file, force }: ReportPlace): Promise<void> {
  const written = force ? `${path}.${randomUUID()}` : path;
  try {
    await writeFile(written, text, { flag: 'wx' });
    if (written !== path) await rename(written, path);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'EEXIST') throw reportExists(file, true);
    await rm(written, { force: true }).catch(() => undefined);
    const message = `${file} can't be written: ${errno ?? String(error)}.`;
    throw new DsBackupError({ code: 'TARGET_UNWRITABLE', message, cause: error });
  }
}
