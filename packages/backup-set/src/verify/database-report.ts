import { assessRestorability, type Finding, parseLogName } from '@dsbackup/ese';
import { type CheckedDatabase, type DatabaseFacts, databaseFacts } from './database-facts.js';
import type { LogStreamFacts } from './log-stream-facts.js';
import { LogStreams } from './log-streams.js';
import type { SetFindings } from './set-problem.js';

/** Findings of one file that are told; its facts count them all. */
const toldPerFile = 20;

/** How far a report looks into databases. */
export interface DatabaseReportOptions {
  /** Of the map of each; absent for none. */
  readonly mapCells?: number | undefined;
  /** Follow every tree as well. */
  readonly deep?: boolean | undefined;
  /** Told how far the walk through a database is, in bytes of its pages. */
  readonly onWalk?: ((bytes: number, totalBytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const severities = ['error', 'warning', 'note'] as const;

/** The data are there, from a copy or by a sum; but a disk is going bad, or what wrote to it is. */
const signsOfDecay: ReadonlySet<string> = new Set([
  'HEADER_BAD',
  'SHADOW_BAD',
  'PRIMARY_BAD',
  'CORRECTABLE_PAGES',
]);

/** Gathers what the databases, logs and checkpoints of a set say, and judges them together at the end. */
export class DatabaseReport {
  readonly streams = new LogStreams();
  readonly options: DatabaseReportOptions;
  readonly #findings: SetFindings;
  readonly #databases: CheckedDatabase[] = [];

  constructor(findings: SetFindings, options: DatabaseReportOptions = {}) {
    this.#findings = findings;
    this.options = options;
  }

  addDatabase(database: CheckedDatabase): void {
    this.#databases.push(database);
    const { path, inspection, scan, isAsWritten } = database;
    if (isAsWritten) this.tell(path, [...inspection.findings, ...scan.findings]);
  }

  /** Tells what a check of one file had to say, the worst first: no number of notes hides an error. */
  tell(path: string, findings: readonly Finding[]): void {
    const messages = new Set<string>();
    const worstFirst = [...findings].sort(
      (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
    );
    for (const finding of worstFirst) {
      if (messages.has(finding.message)) continue;
      messages.add(finding.message);
      if (messages.size > toldPerFile) break;
      if (finding.severity === 'error') this.#findings.problem('SOURCE_DAMAGED', path, finding);
      else if (signsOfDecay.has(finding.code)) this.#findings.warning(path, finding);
      else this.#findings.note(path, finding);
    }
    if (findings.length > toldPerFile) this.#findings.note(path, `${findings.length} findings in all.`);
  }

  /** The facts of every database and of every stream of logs, once all files were read. */
  finish(): { readonly databases: DatabaseFacts[]; readonly logStreams: LogStreamFacts[] } {
    const logStreams = this.streams.finish(this.#findings);
    return { databases: this.#databases.map((database) => this.#judge(database)), logStreams };
  }

  #judge(database: CheckedDatabase): DatabaseFacts {
    const { path, inspection, scan, isAsWritten } = database;
    const { logs, checkpoint } = this.streams.forDatabase(path, inspection.header);
    const restorability = assessRestorability({ database: inspection, scan, logs, checkpoint });
    const { verdict, reasons } = restorability;
    if (isAsWritten && (verdict === 'data-loss' || verdict === 'not-restorable')) {
      const why = reasons.filter((reason) => reason.effect !== 'none').map((reason) => reason.message);
      const outcome =
        verdict === 'data-loss' ? 'would come back without its last transactions' : 'would not restore';
      this.#findings.problem('SOURCE_DAMAGED', path, `The database ${outcome}: ${why.join(' ')}`);
    }
    for (const reason of reasons) {
      if (isAsWritten && signsOfDecay.has(reason.code)) this.#findings.warning(path, reason);
    }
    return databaseFacts(database, restorability);
  }
}

/** Logs that never take part in a recovery, and may hold nothing at all. */
export function isSpareLog(path: string): boolean {
  const kind = parseLogName(path.slice(path.lastIndexOf('\\') + 1))?.kind;
  return kind === 'temporary' || kind === 'reserve' || kind === 'shadow';
}
