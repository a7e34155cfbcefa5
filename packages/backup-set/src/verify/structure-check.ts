import {
  checkDirectoryTables,
  type DatabaseWalk,
  type Finding,
  type WalkedTable,
  walkDatabase,
} from '@dsbackup/ese';

/** What a walk through all trees of a database found: plain data. */
export interface StructureFacts {
  /**
   * `unsettled` if the trees contradict each other in a database whose logs were not replayed yet: that may mend it, and until
   * then nobody can tell.
   */
  readonly verdict: 'sound' | 'unsettled' | 'damaged';
  /** How many things were found, errors or not; the verdict's problems and notes name them. */
  readonly findings: number;
  /** In the order of the catalog; the first 1000. */
  readonly tables: readonly TableFacts[];
  readonly tablesOmitted: number;
  /** Pages that some tree leads to. */
  readonly reachedPages: number;
  /** Pages that are listed as free. */
  readonly freePages: number;
}

/** One table of a database. */
export interface TableFacts {
  readonly name: string;
  readonly type: WalkedTable['type'];
  /** Of all its trees. */
  readonly pages: number;
  readonly records: number;
}

const kept = 1000;

/** What {@link checkStructure} may be told. */
export interface StructureCheckOptions {
  /** It is the database of a directory, so that certain tables must be there. */
  readonly isDirectory: boolean;
  /** Looked at before each page; its reason is rethrown as it is. */
  readonly signal: AbortSignal | undefined;
  /** Told how far the walk is, in bytes of pages. */
  readonly onWalk: ((bytes: number, totalBytes: number) => void) | undefined;
}

/**
 * Follows every tree of a database. Reads each page in use once more; holds some mebibytes and three bits for each page.
 * Rejects with EseError what `walkDatabase` does.
 */
export async function checkStructure(
  path: string,
  { isDirectory, signal, onWalk }: StructureCheckOptions,
): Promise<{ readonly facts: StructureFacts; readonly findings: readonly Finding[] }> {
  const walk = await walkDatabase(path, {
    signal,
    onProgress: ({ pages, totalPages, pageSize }) => onWalk?.(pages * pageSize, totalPages * pageSize),
  });
  const missing = isDirectory ? checkDirectoryTables(walk) : [];
  const findings = [...missing, ...walk.findings];
  return { facts: structureFacts(walk, findings), findings };
}

function structureFacts(walk: DatabaseWalk, findings: readonly Finding[]): StructureFacts {
  const { tables, reachedPages, freePages, findingsOmitted } = walk;
  return {
    verdict: verdictOn(walk, findings),
    findings: findings.length + findingsOmitted,
    tables: tables.slice(0, kept).map(tableFacts),
    tablesOmitted: Math.max(0, tables.length - kept),
    reachedPages,
    freePages,
  };
}

function verdictOn(walk: DatabaseWalk, findings: readonly Finding[]): StructureFacts['verdict'] {
  if (findings.some(({ severity }) => severity === 'error')) return 'damaged';
  const lacksTables = findings.some(({ code }) => code === 'REQUIRED_TABLE_MISSING');
  return walk.contradictions > 0 || lacksTables ? 'unsettled' : 'sound';
}

function tableFacts({ name, type, trees }: WalkedTable): TableFacts {
  return {
    name,
    type,
    pages: trees.reduce((sum, tree) => sum + tree.pages, 0),
    records: trees.find((tree) => tree.kind === 'table')?.nodes ?? 0,
  };
}
