import { type BackupFile, type DriverControl, DsBackupError, type FileList } from '@dsbackup/session';
import type { ShadowFileSystem } from '../native/shadow-file-system.js';
import type { LocatedPlan, LocatedSpec } from '../volumes/locate-plan.js';
import type { ShadowVolume } from '../volumes/shadow-volume.js';
import { vssBackend, vssContractError } from '../vss-errors.js';
import { foldCase } from './fold-case.js';
import { type ListedFile, listSpec, type SpecFinding } from './list-spec.js';
import { ListingWarnings } from './listing-warnings.js';
import { type RuledSpec, SpecRules } from './spec-rules.js';

/** What a listing stands on. */
export interface ListingSource {
  readonly files: ShadowFileSystem;
  readonly plan: LocatedPlan;
  /** By volume name. */
  readonly volumes: ReadonlyMap<string, ShadowVolume>;
}

/** The three lists of a backup, streamed from the shadow copies. Holds no list of files. */
export class ShadowListing {
  readonly #source: ListingSource;
  readonly #rules: SpecRules;
  readonly #places = new WeakMap<BackupFile, ListedFile>();
  readonly #sharing = new Map<string, Set<string>>();
  readonly #warnings = new ListingWarnings();
  /** At most one for each spec. */
  readonly #onTheWay = new Set<string>();

  constructor(source: ListingSource) {
    this.#source = source;
    this.#rules = new SpecRules(source.plan);
  }

  /** Things that the operator should read, known once the lists were streamed. */
  get warnings(): readonly string[] {
    return this.#warnings.all();
  }

  /**
   * For a component's key, the components that list files of its as theirs, because they name them too and come
   * first: it has succeeded only if they have.
   */
  get sharing(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#sharing;
  }

  /** Where a listed file is read. */
  placeOf(file: BackupFile): ListedFile | undefined {
    return this.#places.get(file);
  }

  /**
   * Streams one list. Rejects with `SOURCE_MISSING` when a database or log is not there to be read as a file,
   * with `ACCESS_DENIED` or `FILE_UNREADABLE` when a folder can't be listed, and with `SNAPSHOT_LOST` when the
   * shadow copy is gone.
   */
  async *list(control: DriverControl, list: FileList): AsyncGenerator<BackupFile> {
    for (const spec of this.#rules.specs) {
      if (spec.located.list === list) yield* this.#listSpec(control, spec);
    }
  }

  async *#listSpec(control: DriverControl, spec: RuledSpec): AsyncGenerator<BackupFile> {
    const { located } = spec;
    const volume = this.#volumeOf(located);
    const place = { files: this.#source.files, rules: this.#rules, volume };
    let count = 0;
    for await (const finding of listSpec(control, spec, place)) {
      count++;
      if (finding.kind === 'taken') this.#share(located.component.key, finding.by);
      else if (this.#isNew(finding)) yield this.#record(located, finding);
    }
    if (count > 0) return;
    if (located.list === 'databases') throw missing(located);
    if (located.list === 'logs') this.#warnings.logsMissing(located);
  }

  #record(located: LocatedSpec, listed: ListedFile): BackupFile {
    const { file } = listed;
    if (file.kind === 'reparse-point') {
      if (located.list !== 'others') throw missing(located);
      this.#warnings.reparsePoint(file);
    }
    this.#places.set(file, listed);
    return file;
  }

  /** Several specs may lead through one reparse point, and another may list it. It is recorded once. */
  #isNew({ kind, file }: Exclude<SpecFinding, { readonly kind: 'taken' }>): boolean {
    if (file.kind !== 'reparse-point') return true;
    const path = foldCase(file.path);
    if (this.#onTheWay.has(path)) return false;
    if (kind === 'on-the-way') this.#onTheWay.add(path);
    return true;
  }

  #share(key: string, { located }: RuledSpec): void {
    const owner = located.component.key;
    if (owner === key) return;
    const owners = this.#sharing.get(key) ?? new Set();
    this.#sharing.set(key, owners.add(owner));
  }

  #volumeOf({ source }: LocatedSpec): ShadowVolume {
    const volume = this.#source.volumes.get(source.volumeName);
    if (volume === undefined) {
      throw vssContractError('IVssBackupComponents::AddToSnapshotSet', `${source.volumeName} is in no set`);
    }
    return volume;
  }
}

/** A database that is not there is never a smaller backup. */
function missing({ component, path, spec, list }: LocatedSpec): DsBackupError {
  return new DsBackupError({
    code: 'SOURCE_MISSING',
    message: `The writer "${component.writer.name}" names ${path}\\${spec.filespec} among its ${list}, but the shadow copy holds no such file.`,
    backend: vssBackend,
    scope: 'session',
  });
}
