import { join } from 'node:path';
import {
  createDatabaseScanner,
  type DatabaseInspection,
  EseError,
  inspectCheckpoint,
  inspectDatabase,
  inspectLog,
  type PageScanner,
} from '@dsbackup/ese';
import { ChunkRing } from '../disk/chunk-ring.js';
import type { FileLine } from '../format/file-line.js';
import { isDirectoryDatabase } from '../format/needed-files.js';
import { type DatabaseReport, isSpareLog } from './database-report.js';
import type { SetFindings } from './set-problem.js';
import { checkStructure, type StructureFacts } from './structure-check.js';

/** Half a MiB is still in a core's cache when its pages are checked after it was hashed, or the other way round. */
const buffers = { count: 4, size: 512 * 1024 };

/** A stored file that ESE has something to say about. */
export interface EseFileParts {
  /** The set's folder. */
  readonly folder: string;
  readonly line: FileLine;
  readonly place: string;
  readonly findings: SetFindings;
  readonly report: DatabaseReport;
}

/** A database whose pages can be checked. */
interface Database {
  readonly inspection: DatabaseInspection;
  readonly scanner: PageScanner;
  readonly ring: ChunkRing;
}

/** What ESE says of one stored file: a database's pages are checked as the file is read, the rest afterwards. */
export class EseCheck {
  readonly #parts: EseFileParts;
  #database: Database | undefined;
  #refusal: EseError | undefined;

  private constructor(parts: EseFileParts) {
    this.#parts = parts;
  }

  /** Looks at the header of a database, so that its pages can be checked. */
  static async start(parts: EseFileParts): Promise<EseCheck> {
    const check = new EseCheck(parts);
    if (parts.line.kind === 'database') await check.#startDatabase();
    return check;
  }

  /** Where to read the file into, if its bytes must go through `push`: pages are checked where they lie. Holds 2 MiB. */
  get ring(): ChunkRing | undefined {
    return this.#database?.ring;
  }

  /** The next chunk of the file, which is not kept. */
  push(chunk: Uint8Array): void {
    this.#database?.scanner.push(chunk);
  }

  /** The file was read to its end; `isAsWritten` if its bytes are what was stored. */
  async finish(isAsWritten: boolean): Promise<void> {
    const { line, report } = this.#parts;
    if (this.#database !== undefined) {
      const { inspection, scanner } = this.#database;
      const scan = scanner.finish();
      const structure = isAsWritten && report.options.deep ? await this.#checkStructure() : undefined;
      report.addDatabase({ path: line.path, inspection, scan, isAsWritten, structure });
    }
    if (!isAsWritten) return;
    if (this.#refusal !== undefined) this.#problem(this.#refusal);
    if (line.kind === 'log') await this.#checkLog();
    if (line.kind === 'checkpoint') await this.#checkCheckpoint();
  }

  async #startDatabase(): Promise<void> {
    const { line, findings, report } = this.#parts;
    const inspection = await this.#ask(inspectDatabase);
    if (inspection instanceof Error) {
      this.#refusal = inspection;
    } else if (inspection.kind === 'temporary') {
      findings.note(
        line.path,
        'This is a temporary database, which keeps no checksums; its pages were not checked.',
      );
    } else {
      const { mapCells } = report.options;
      const scanner = createDatabaseScanner(inspection, { mapCells, buffers });
      this.#database = { inspection, scanner, ring: ChunkRing.of(scanner.buffers) };
    }
  }

  async #checkStructure(): Promise<StructureFacts | undefined> {
    const { line, report } = this.#parts;
    const { signal, onWalk } = report.options;
    const isDirectory = isDirectoryDatabase(line);
    const structure = await this.#ask((path) => checkStructure(path, { isDirectory, signal, onWalk }));
    if (structure instanceof Error) {
      this.#problem(structure);
      return undefined;
    }
    report.tell(line.path, structure.findings);
    if (structure.facts.verdict === 'unsettled') {
      this.#parts.findings.warning(
        line.path,
        'The trees of the database contradict each other. Replaying its logs may mend that, and nothing before it tells: bring a copy to a clean shutdown and look again.',
      );
    }
    return structure.facts;
  }

  async #checkLog(): Promise<void> {
    const { line, report } = this.#parts;
    if (isSpareLog(line.path)) return;
    const log = await this.#ask(inspectLog);
    if (log instanceof Error) {
      this.#problem(log);
      return;
    }
    report.tell(line.path, log.findings);
    report.streams.addLog({ ...log, path: line.path });
  }

  /** A checkpoint only says where recovery may begin: a bad one is no problem. */
  async #checkCheckpoint(): Promise<void> {
    const { line, report, findings } = this.#parts;
    const checkpoint = await this.#ask(inspectCheckpoint);
    if (checkpoint instanceof Error) {
      findings.warning(line.path, `${this.#messageOf(checkpoint)} A restore works without it.`);
      return;
    }
    report.tell(line.path, checkpoint.findings);
    report.streams.at(line.path).checkpoint = checkpoint;
  }

  async #ask<T>(inspect: (path: string) => Promise<T>): Promise<T | EseError> {
    try {
      return await inspect(this.#pathInSet());
    } catch (error) {
      if (EseError.is(error)) return error;
      throw error;
    }
  }

  #problem(error: EseError): void {
    const { jet } = error;
    const message = this.#messageOf(error);
    const statement = jet === undefined ? message : { message, jet };
    this.#parts.findings.problem('SOURCE_DAMAGED', this.#parts.line.path, statement);
  }

  /** ESE names the file that it read; whoever reads this knows the original. */
  #messageOf(error: EseError): string {
    return `${error.message.replaceAll(this.#pathInSet(), () => this.#parts.line.path)}.`;
  }

  #pathInSet(): string {
    const { folder, place } = this.#parts;
    return join(folder, ...place.split('/'));
  }
}
