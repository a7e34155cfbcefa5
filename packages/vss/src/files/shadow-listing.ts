import { type BackupFile, type DriverControl, DsBackupError, type FileList } from '@dsbackup/session';
import type { ShadowFileSystem } from '../native/shadow-file-system.js';
import type { LocatedPlan, LocatedSpec } from '../volumes/locate-plan.js';
import type { ShadowVolume } from '../volumes/shadow-volume.js';
import { vssBackend, vssContractError } from '../vss-errors.js';
import { foldCase } from './fold-case.js';
import { joinWindowsPath } from './join-windows-path.js';
import { type ListedFile, listSpec, type SpecFinding } from './list-spec.js';
import { ListingWarnings } from './listing-warnings.js';
import { type RuledSpec, SpecRules } from './spec-rules.js';
import { hasWildcard } from './wildcard.js';

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
  /** By path, what is not there: at most one for each spec. */
  readonly #absentees = new Map<string, RuledSpec>();
  readonly #missing = new WeakMap<BackupFile, DsBackupError>();

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

  /** Where a listed file is read. Throws `SOURCE_MISSING` for what a writer names and the shadow copy lacks. */
  placeOf(file: BackupFile): ListedFile | undefined {
    const failure = this.#missing.get(file);
    if (failure !== undefined) throw failure;
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
    let folderIsThere = true;
    for await (const finding of listSpec(control, spec, place)) {
      if (finding.kind === 'listed' || finding.kind === 'taken') count++;
      else folderIsThere = false;
      if (finding.kind === 'no-folder') continue;
      if (finding.kind === 'taken') this.#share(located.component.key, finding.by);
      else if (this.#isNew(finding)) yield this.#record(located, finding);
    }
    if (count > 0 || this.#rules.isLeftOut(spec)) return;
    if (located.list === 'databases') throw missing(located, 'session');
    if (located.list === 'logs') this.#warnings.logsMissing(located);
    // A wildcard may well match nothing in a folder that is there.
    else if (!folderIsThere || !hasWildcard(located.spec.filespec)) yield* this.#absent(spec);
  }

  /**
   * What a writer names and the shadow copy lacks is listed all the same, once, and can't be opened: so it is on record, and
   * its component can't pass for whole.
   */
  *#absent(spec: RuledSpec): Generator<BackupFile> {
    const { path, component, spec: named, list } = spec.located;
    const file: BackupFile = {
      path: joinWindowsPath(path, named.filespec),
      list,
      kind: 'file',
      component: component.key,
    };
    const key = foldCase(file.path);
    const by = this.#absentees.get(key);
    if (by !== undefined) {
      this.#share(component.key, by);
      return;
    }
    this.#absentees.set(key, spec);
    this.#missing.set(file, missing(spec.located, 'file'));
    yield file;
  }

  #record(located: LocatedSpec, listed: ListedFile): BackupFile {
    const { file } = listed;
    if (file.kind === 'reparse-point') {
      if (located.list !== 'others') throw missing(located, 'session');
      this.#warnings.reparsePoint(file);
    }
    this.#places.set(file, listed);
    return file;
  }

  /** Several specs may lead through one reparse point, and another may list it. It is recorded once. */
  #isNew({ kind, file }: Extract<SpecFinding, { readonly kind: 'listed' | 'on-the-way' }>): boolean {
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

/** What is not there is never a smaller backup: a database spoils all of it, another file its component. */
function missing({ component, path, spec, list }: LocatedSpec, scope: 'session' | 'file'): DsBackupError {
  return new DsBackupError({
    code: 'SOURCE_MISSING',
    message: `The writer "${component.writer.name}" names ${path}\\${spec.filespec} among its ${list === 'others' ? 'files' : list}, but the shadow copy holds no such file.`,
    backend: vssBackend,
    scope,
  });
}
