import { FindingList } from '../database/finding-list.js';
import type { PageReader } from './page-reader.js';
import { PageSet } from './page-set.js';
import { type WalkFinding, type WalkFindingCode, type WalkPlace, walkFinding } from './walk-finding.js';

/** What all parts of one walk share. */
export class WalkContext {
  readonly reader: PageReader;
  /** The last page that a tree may lead to. */
  readonly lastPage: number;
  /** Every page that some tree led to. */
  readonly reached = new PageSet();
  readonly findings: FindingList<WalkFinding>;
  /** Called before each page is read; throws to end the walk. */
  readonly beforePage: () => void;
  /** Findings that are errors in a database that was shut down cleanly. */
  contradictions = 0;
  readonly #isClean: boolean;

  constructor(options: {
    readonly reader: PageReader;
    readonly lastPage: number;
    /** Left out of a clean shutdown, a database may contradict itself until its logs are replayed: every finding is a note then. */
    readonly isClean: boolean;
    readonly onFinding: ((finding: WalkFinding) => void) | undefined;
    readonly beforePage: () => void;
  }) {
    this.reader = options.reader;
    this.lastPage = options.lastPage;
    this.beforePage = options.beforePage;
    this.findings = new FindingList(options.onFinding);
    this.#isClean = options.isClean;
  }

  say(code: WalkFindingCode, message: string, place: WalkPlace = {}): void {
    const finding = walkFinding(code, message, place);
    if (finding.severity === 'error') this.contradictions++;
    this.findings.add(this.#isClean ? finding : { ...finding, severity: 'note' });
  }
}
