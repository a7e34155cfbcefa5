import { assessRestorability, type Finding, parseLogName } from '@dsbackup/ese';
import { type CheckedDatabase, type DatabaseFacts, databaseFacts } from './database-facts.js';
import { LogStreams } from './log-streams.js';
import type { SetFindings } from './set-problem.js';

/** Findings of one file that are told; its facts count them all. */
const toldPerFile = 20;

/** Gathers what the databases, logs and checkpoints of a set say, and judges them together at the end. */
export class DatabaseReport {
  readonly streams = new LogStreams();
  readonly #findings: SetFindings;
  readonly #databases: CheckedDatabase[] = [];

  constructor(findings: SetFindings) {
    this.#findings = findings;
  }

  addDatabase(database: CheckedDatabase): void {
    this.#databases.push(database);
    const { path, inspection, scan, isAsWritten } = database;
    if (isAsWritten) this.tell(path, [...inspection.findings, ...scan.findings]);
  }

  /** Tells what a check of one file had to say. */
  tell(path: string, findings: readonly Finding[]): void {
    const messages = new Set<string>();
    for (const { severity, message } of findings) {
      if (messages.has(message)) continue;
      messages.add(message);
      if (messages.size > toldPerFile) break;
      if (severity === 'error') this.#findings.problem('SOURCE_DAMAGED', path, message);
      else this.#findings.note(path, message);
    }
    if (findings.length > toldPerFile) this.#findings.note(path, `${findings.length} findings in all.`);
  }

  /** The facts of every database, once all files were read. */
  finish(): DatabaseFacts[] {
    this.streams.check(this.#findings);
    return this.#databases.map((database) => this.#judge(database));
  }

  #judge(database: CheckedDatabase): DatabaseFacts {
    const { path, inspection, scan, isAsWritten } = database;
    const { logs, checkpoint } = this.streams.forDatabase(path, inspection.header);
    const { verdict, reasons } = assessRestorability({ database: inspection, scan, logs, checkpoint });
    if (isAsWritten && (verdict === 'data-loss' || verdict === 'not-restorable')) {
      const why = reasons.filter((reason) => reason.effect !== 'none').map((reason) => reason.message);
      const outcome =
        verdict === 'data-loss' ? 'would come back without its last transactions' : 'would not restore';
      this.#findings.problem('SOURCE_DAMAGED', path, `The database ${outcome}: ${why.join(' ')}`);
    }
    return databaseFacts(database, verdict);
  }
}

/** Logs that never take part in a recovery, and may hold nothing at all. */
export function isSpareLog(path: string): boolean {
  const kind = parseLogName(path.slice(path.lastIndexOf('\\') + 1))?.kind;
  return kind === 'temporary' || kind === 'reserve';
}
