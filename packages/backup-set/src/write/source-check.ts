import { join } from 'node:path';
import type { ChunkRing } from '../disk/chunk-ring.js';
import { diskError } from '../disk/disk-error.js';
import { pumpChunks } from '../disk/pump-chunks.js';
import type { FileLine } from '../format/file-line.js';
import { isDirectoryDatabase } from '../format/needed-files.js';
import { openInSet } from '../read/open-in-set.js';
import { DatabaseReport } from '../verify/database-report.js';
import { EseCheck } from '../verify/ese-check.js';
import { SetFindings } from '../verify/set-problem.js';

const eseKinds: readonly FileLine['kind'][] = ['database', 'log', 'checkpoint'];

/** What a `SourceCheck` works with. */
export interface SourceCheckParts {
  /** The set's folder. */
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
}

interface ReadBack {
  readonly place: string;
  readonly ring: ChunkRing;
  readonly ese: EseCheck;
}

/**
 * Looks into databases, logs and checkpoints right after they were stored, with the eyes of `verifyBackupSet`: what
 * would not restore is told while the source is still there. A database is read back, as a rule from memory that
 * the operating system still holds. Holds 2 MiB.
 */
export class SourceCheck {
  readonly #parts: SourceCheckParts;
  readonly #findings: SetFindings;
  readonly #report: DatabaseReport;
  #databases = 0;

  constructor(parts: SourceCheckParts) {
    this.#parts = parts;
    this.#findings = new SetFindings(parts.signal);
    this.#report = new DatabaseReport(this.#findings);
  }

  /** A file that was stored. Rejects if it can't be read back, or with the signal's reason. */
  async check(line: FileLine): Promise<void> {
    const { stored, kind } = line;
    if (stored === undefined || !eseKinds.includes(kind)) return;
    if (isDirectoryDatabase(line)) this.#databases++;
    const { folder } = this.#parts;
    const { in: place } = stored;
    const [findings, report] = [this.#findings, this.#report];
    const ese = await EseCheck.start({ folder, line, place, findings, report });
    if (ese.ring !== undefined) await this.#readBack({ place, ring: ese.ring, ese });
    await ese.finish(true);
  }

  /** What is wrong with the source, once all files were checked. */
  finish(): SetFindings {
    if (this.#databases === 0) {
      const message = 'The session listed no directory database, without which nothing can be restored.';
      this.#findings.problem('SOURCE_MISSING', 'ntds.dit', message);
    }
    this.#report.finish();
    return this.#findings;
  }

  async #readBack({ place, ring, ese }: ReadBack): Promise<void> {
    const { folder, signal } = this.#parts;
    const { handle } = await openInSet(folder, place);
    try {
      await pumpChunks(handle, { ring, signal, onChunk: async (chunk) => ese.push(chunk) });
    } catch (error) {
      const path = join(folder, place);
      throw diskError(error, { doing: 'could not read back', path, code: 'SET_UNREADABLE' });
    } finally {
      await handle.close();
    }
  }
}
