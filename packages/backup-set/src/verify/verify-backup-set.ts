import { basename, resolve } from 'node:path';
import { DsBackupError } from '@dsbackup/session';
import type { Manifest } from '../format/manifest.js';
import { readManifest } from '../format/manifest-file.js';
import { setLayout } from '../format/set-layout.js';
import { ProgressMeter } from '../progress-meter.js';
import { requireSetFolder } from '../read-backup-set.js';
import type { SetProgressHandler } from '../set-progress.js';
import { ContentCheck } from './content-check.js';
import type { DatabaseFacts } from './database-facts.js';
import { DatabaseReport } from './database-report.js';
import { checkDocuments } from './document-check.js';
import { checkForLinks, warnOfUnnamed } from './folder-check.js';
import { LineCheck } from './line-check.js';
import type { LogStreamFacts } from './log-stream-facts.js';
import { SetFindings, type SetNote, type SetProblem } from './set-problem.js';

/** Options of `verifyBackupSet`. */
export interface VerifySetOptions {
  readonly onProgress?: SetProgressHandler | undefined;
  /** Looked at between chunks and files; its reason is rethrown as it is. */
  readonly signal?: AbortSignal | undefined;
  /** Look into databases and logs as well: every page, the chain of logs, whether it would restore. Default true. */
  readonly databases?: boolean | undefined;
  /**
   * Follow every table and tree of the databases too, as `esentutl /g` does. It reads every page in use once more.
   * Most telling for a database that was shut down cleanly: before its logs are replayed, one may contradict itself,
   * and what is found is a note. Default false.
   */
  readonly deep?: boolean | undefined;
  /** Draw a map of each database's pages, of at most so many cells: an even number. Left out: none. */
  readonly mapCells?: number | undefined;
}

/** What a verification found. */
export interface SetVerdict {
  readonly path: string;
  /**
   * `whole` if there is no problem. `unreadable` if nothing was seen to be wrong, but not everything could be read: what access or a
   * disk denies says nothing of what is there.
   */
  readonly verdict: 'whole' | 'damaged' | 'unreadable';
  /** Absent if it can't be read; a problem says why. */
  readonly manifest?: Manifest;
  /** The first 1000. */
  readonly problems: readonly SetProblem[];
  /** The first 1000: what doesn't change what the set holds, and the operator should look into all the same. */
  readonly warnings: readonly SetNote[];
  /** The first 1000. */
  readonly notes: readonly SetNote[];
  /** Problems, warnings and notes that were not kept. */
  readonly omitted: number;
  /** Empty where they were not to be looked into. */
  readonly databases: readonly DatabaseFacts[];
  /** The logs and checkpoints, by their folders; empty where they were not to be looked into. */
  readonly logStreams: readonly LogStreamFacts[];
  /** Files whose bytes were checked. */
  readonly files: number;
  /** Bytes of them. */
  readonly bytes: number;
}

/**
 * Checks a set against itself: the manifest against its sum, `files.ndjson` and the documents against the manifest,
 * every stored byte against its line, the counts, and that nothing leads out of the folder. Then, as far as ESE goes
 * and in the same read, whether the databases in it would restore. Trusts nothing that it reads.
 *
 * Without a seal this tells of every accident, and of no forgery: whoever can write the whole set can write its sums.
 *
 * What is wrong with the set is in the result, not an error. Rejects: `SET_MISSING`, `SET_INCOMPLETE` for a
 * `.partial` folder, `SET_UNREADABLE` if the folder itself can't be read, the signal's reason. Reads every byte of
 * the set once (logs twice); holds some 8 MiB, whatever its size, and 40 bytes for each large file.
 */
export async function verifyBackupSet(path: string, options: VerifySetOptions = {}): Promise<SetVerdict> {
  const folder = resolve(path);
  await requireSetFolder(folder);
  return verifySetFolder(folder, options);
}

/** The same for a folder of any name. */
export async function verifySetFolder(folder: string, options: VerifySetOptions): Promise<SetVerdict> {
  options.signal?.throwIfAborted();
  const findings = new SetFindings(options.signal);
  const manifest = await readCheckedManifest(folder, findings);
  if (manifest !== undefined) await checkForLinks(folder, findings);
  const { totals } = manifest ?? {};
  const meter = new ProgressMeter('verify', options.onProgress, totals?.contentBytes);
  const { databases: isAsked = true, deep, mapCells, signal } = options;
  const onWalk = (bytes: number, total: number) => meter.walk(bytes, total);
  const report = isAsked ? new DatabaseReport(findings, { deep, mapCells, signal, onWalk }) : undefined;
  if (manifest !== undefined && findings.problemCount === 0) {
    const content = new ContentCheck({ folder, findings, report, meter, signal });
    await new LineCheck({ folder, manifest, findings, content }).run();
    await checkDocuments(folder, manifest, findings);
    await warnOfUnnamed(folder, { manifest, named: content.named, findings });
    noteName(folder, { manifest, findings });
  }
  const { databases, logStreams } = report?.finish() ?? { databases: [], logStreams: [] };
  if (manifest !== undefined) tellEnding(manifest, findings);
  return {
    path: folder,
    verdict: findings.verdict,
    ...(manifest === undefined ? {} : { manifest }),
    problems: findings.problems,
    warnings: findings.warnings,
    notes: findings.notes,
    omitted: findings.omitted,
    databases,
    logStreams,
    files: meter.files,
    bytes: meter.bytes,
  };
}

async function readCheckedManifest(folder: string, findings: SetFindings): Promise<Manifest | undefined> {
  try {
    return await readManifest(folder);
  } catch (error) {
    if (!DsBackupError.is(error) || error.code === 'SET_MISSING') throw error;
    findings.problem(error.code, setLayout.manifest, error.message);
    return undefined;
  }
}

/** A set may be moved and called anything; who looks for it by its name should know. */
function noteName(
  folder: string,
  { manifest, findings }: { manifest: Manifest; findings: SetFindings },
): void {
  const name = basename(folder, setLayout.partialSuffix);
  if (name === manifest.name) return;
  findings.note(
    setLayout.manifest,
    `The backup was named ${manifest.name}, and its folder is called ${name} now.`,
  );
}

/** What the backup itself told when it ended, unless it was found again. */
function tellEnding({ completion, components, warnings }: Manifest, findings: SetFindings): void {
  if (completion === 'undeclared') {
    findings.warning(
      setLayout.manifest,
      'The program ended before it knew whether the backup was accepted as a success.',
    );
  }
  for (const { component, succeeded, skipped } of components) {
    if (succeeded) continue;
    const files = skipped === 1 ? '1 file was' : `${skipped} files were`;
    findings.warning(component, `The component was not backed up whole: ${files} left out.`);
  }
  const found = [...findings.problems, ...findings.warnings].map(
    ({ path, message }) => `${path}: ${message}`,
  );
  for (const warning of warnings) {
    if (!found.includes(warning)) findings.warning(setLayout.manifest, warning);
  }
}
