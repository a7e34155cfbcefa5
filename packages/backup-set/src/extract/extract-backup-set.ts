import { join, resolve } from 'node:path';
import { DsBackupError } from '@dsbackup/session';
import type { SetLine } from '../format/file-line.js';
import type { Manifest } from '../format/manifest.js';
import { readManifest } from '../format/manifest-file.js';
import { setLayout } from '../format/set-layout.js';
import { ProgressMeter } from '../progress-meter.js';
import { SetLineReader } from '../read/set-line-reader.js';
import { requireSetFolder } from '../read-backup-set.js';
import type { SetProgressHandler } from '../set-progress.js';
import { checkForLinks } from '../verify/folder-check.js';
import { SetFindings } from '../verify/set-problem.js';
import { ExtractionFolder } from './extraction-folder.js';
import { SetExtraction } from './set-extraction.js';

/** Options of `extractBackupSet`. */
export interface ExtractSetOptions {
  readonly onProgress?: SetProgressHandler | undefined;
  /** Looked at between chunks and files; its reason is rethrown as it is, and nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
}

/** A reparse point of the backup: told, and not made again. */
export interface LeftReparsePoint {
  readonly path: string;
  readonly target: string | undefined;
}

/** What was given back. */
export interface ExtractedBackupSet {
  /** The folder that holds the files. */
  readonly path: string;
  readonly manifest: Manifest;
  readonly files: number;
  readonly bytes: number;
  /** The first 1000 reparse points; `manifest.totals.reparsePoints` counts all. */
  readonly reparsePoints: readonly LeftReparsePoint[];
}

/** Reparse points that the result names. */
const named = 1000;

/**
 * Gives all files of a set back into `target`, a new or an empty folder: `C:\x` comes out at `C/x` (see
 * `extractedPath`), with its time. Folders come back, empty ones too. Reparse points are told in the result and
 * not made again: their targets lead out of the folder. Attributes and security descriptors stay in `files.ndjson`.
 *
 * Every hash is checked while writing. The files are under a name that ends in `.partial` until all are there; if
 * anything fails, all of it is removed. Files are left to the operating system to flush. Holds some 16 MiB.
 *
 * Rejects: `SET_MISSING`, `SET_INCOMPLETE`, `SET_INVALID`, `SET_DAMAGED`, `SET_UNREADABLE`, `UNSAFE_PATH`,
 * `INVALID_ARGUMENT` for a target inside the set, `TARGET_EXISTS`, `TARGET_UNWRITABLE`, `INSUFFICIENT_STORAGE`, or
 * the signal's reason.
 */
export async function extractBackupSet(
  path: string,
  target: string,
  options: ExtractSetOptions = {},
): Promise<ExtractedBackupSet> {
  options.signal?.throwIfAborted();
  const folder = resolve(path);
  await requireSetFolder(folder);
  const manifest = await readManifest(folder);
  await requireNoLinks(folder);
  const out = await ExtractionFolder.create(target, folder);
  try {
    const reparsePoints: LeftReparsePoint[] = [];
    const meter = new ProgressMeter('extract', options.onProgress, manifest.totals.contentBytes);
    const extraction = new SetExtraction({ folder, target: out.path, meter, signal: options.signal });
    try {
      await walkLines(folder, manifest, async (line) => {
        await extraction.take(line);
        if ('path' in line && line.kind === 'reparse-point' && reparsePoints.length < named) {
          reparsePoints.push({ path: line.path, target: line.reparseTarget });
        }
      });
      await extraction.finish();
      await walkLines(folder, manifest, (line) => extraction.restoreFolderTime(line));
    } finally {
      await extraction.close();
    }
    await out.publish();
    return { path: out.finalPath, manifest, files: meter.files, bytes: meter.bytes, reparsePoints };
  } catch (error) {
    await out.remove();
    throw error;
  }
}

/** Hands every line to `take`, and rejects unless they are those that the manifest was made for. */
async function walkLines(
  folder: string,
  { fileLines }: Manifest,
  take: (line: SetLine) => Promise<void>,
): Promise<void> {
  const reader = new SetLineReader(join(folder, setLayout.fileLines));
  for await (const read of reader) {
    if ('problem' in read) {
      const message = `Line ${read.number} of ${setLayout.fileLines} is not valid: ${read.problem}.`;
      throw new DsBackupError({ code: 'SET_INVALID', message });
    }
    await take(read.line);
  }
  const { bytes, sha256 } = reader.digest();
  if (bytes === fileLines.bytes && sha256 === fileLines.sha256) return;
  const message = `${setLayout.fileLines} of ${folder} is not what the manifest was made for.`;
  throw new DsBackupError({ code: 'SET_DAMAGED', message });
}

async function requireNoLinks(folder: string): Promise<void> {
  const findings = new SetFindings();
  await checkForLinks(folder, findings);
  const problem = findings.problems[0];
  if (problem !== undefined) throw new DsBackupError({ code: problem.code, message: problem.message });
}
