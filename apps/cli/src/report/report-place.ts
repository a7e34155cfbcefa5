import type { BigIntStats } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DsBackupError } from 'dsbackup';

/** Where a report goes, as it was asked for. */
export interface ReportTarget {
  readonly file: string;
  /** The set's folder, into which no report is written. */
  readonly set: string;
  /** Whether a file that is there may be replaced. */
  readonly force: boolean;
}

/** Where a report goes, as the file system says: a link that is bent later leads it nowhere else. */
export interface ReportPlace {
  readonly path: string;
  /** As it was asked for, for messages. */
  readonly file: string;
  readonly force: boolean;
}

/**
 * Finds the place of a report. Rejects with what would fail only after the set was read, which may take hours:
 * `TARGET_EXISTS`, `INVALID_ARGUMENT` for a file in the set itself by whatever path, `TARGET_UNWRITABLE` for a folder that isn't there.
 */
export async function findReportPlace({ file, set, force }: ReportTarget): Promise<ReportPlace> {
  const folder = await realpath(dirname(file)).catch((cause: unknown) => {
    const message = `${file} can't be written: its folder is not there.`;
    throw new DsBackupError({ code: 'TARGET_UNWRITABLE', message, cause });
  });
  if (await isWithin(folder, resolve(set))) {
    const message = `${file} lies in the set: a set holds what the backup wrote and nothing else.`;
    throw new DsBackupError({ code: 'INVALID_ARGUMENT', message, hint: 'Give a file somewhere else.' });
  }
  const path = join(folder, basename(file));
  const found = await lstat(path).catch(() => undefined);
  if (found !== undefined && (!force || !found.isFile())) throw reportExists(file, found.isFile());
  return { path, file, force };
}

/** What is in a report's place, and is left there. */
export function reportExists(file: string, isFile: boolean): DsBackupError {
  return new DsBackupError({
    code: 'TARGET_EXISTS',
    message: `${file} is there already, and was left as it was.`,
    hint: isFile ? 'Add --force to replace it.' : 'Give the name of a file.',
  });
}

/**
 * Whether `folder`, a path without links, is `set` or lies in it. Goes by which folder each one above it is, not by its
 * spelling: letter case, short names, mounts and drive letters of Windows give one folder many.
 */
async function isWithin(folder: string, set: string): Promise<boolean> {
  const wanted = await stat(set, { bigint: true }).catch(() => undefined);
  if (wanted === undefined) return false;
  const real = await realpath(set);
  for (let at = folder; ; at = dirname(at)) {
    if (at === real || isSame(await stat(at, { bigint: true }), wanted)) return true;
    if (dirname(at) === at) return false;
  }
}

/** File systems without numbers for their files, as some on a network, say 0 for all of them. */
function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return one.ino !== 0n && one.ino === other.ino && one.dev === other.dev;
}
