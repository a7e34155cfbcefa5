import type { RestoreFile } from '@dsbackup/session';
import type { PlanOnComputer } from '../restore-plan-on-computer.js';
import { DestinationFolders } from './destination-folders.js';
import { FileExchange } from './file-exchange.js';
import { foldPath, type PlaceOnComputer } from './place-on-computer.js';
import { type LogWatch, PlacedGenerations } from './placed-generations.js';
import type { RestoreFileSystem, RestoreFileWriter } from './restore-file-system.js';
import { StagedFiles } from './staged-files.js';
import { withTargetErrors } from './target-error.js';

/** The file being written. A folder has neither writer nor watch. */
interface OpenFile {
  readonly place: PlaceOnComputer;
  readonly modified: Date | undefined;
  readonly writer: RestoreFileWriter | undefined;
  readonly watch: LogWatch | undefined;
}

/** Puts the files of one plan in their places: written beside them first, then exchanged. Does nothing where the caller places them. */
export class RestorePlacement {
  readonly #plan: PlanOnComputer;
  readonly #staged: StagedFiles;
  readonly #exchange: FileExchange | undefined;
  readonly #generations: PlacedGenerations;
  #open: OpenFile | undefined;

  constructor(files: RestoreFileSystem, plan: PlanOnComputer) {
    const folders = new DestinationFolders(files);
    this.#plan = plan;
    this.#staged = new StagedFiles(files, folders);
    this.#generations = new PlacedGenerations(plan.replay);
    this.#exchange =
      plan.exchange && new FileExchange(plan.exchange, { files, folders, staged: this.#staged });
  }

  /** Rejects as `FileExchange.requireNoRemains`. Changes nothing. */
  async requireNoRemains(): Promise<void> {
    await this.#exchange?.requireNoRemains();
  }

  /** Begins a file. Rejects with `TARGET_UNWRITABLE` or `INSUFFICIENT_STORAGE`, of the file alone. */
  async create(file: RestoreFile): Promise<void> {
    const place = this.#plan.places.get(file);
    if (place === undefined) throw new Error(`The driver was given "${file.path}", which is not in its plan`);
    const hasBytes = file.kind !== 'directory';
    this.#open = {
      place,
      modified: file.modified === undefined ? undefined : new Date(file.modified),
      writer: hasBytes ? await this.#staged.begin(place) : undefined,
      watch: this.#isReplayed(file, place) ? this.#generations.watch(place.path) : undefined,
    };
  }

  /** Rejects as `create`. */
  async write(bytes: Uint8Array): Promise<void> {
    const { place, writer, watch } = this.#requireOpen();
    watch?.add(bytes);
    await withTargetErrors({ doing: 'written', path: place.path, scope: 'file' }, async () =>
      writer?.write(bytes),
    );
  }

  /** Makes a whole file durable; throws away one that is not. Rejects as `create`, and with `SOURCE_DAMAGED` for a log that is not to be replayed. */
  async close(whole: boolean): Promise<void> {
    const { place, modified, writer, watch } = this.#requireOpen();
    this.#open = undefined;
    if (writer === undefined) return;
    if (whole) {
      const step = { doing: 'made durable', path: place.path, scope: 'file' } as const;
      await withTargetErrors(step, () => writer.finish(modified));
      watch?.close();
      return;
    }
    try {
      const step = { doing: 'closed', path: place.path, scope: 'file' } as const;
      await withTargetErrors(step, () => writer.discard());
    } catch (failure) {
      // If it can't be removed now, it is when the restore is given up.
      await this.#staged.discard(place).catch(() => undefined);
      throw failure;
    }
    await this.#staged.discard(place);
  }

  /** Rejects as `FileExchange.place`, and with `SOURCE_MISSING` before anything moves when a generation is not there. */
  async place(): Promise<void> {
    if (this.#exchange === undefined) return;
    this.#generations.requireAll();
    await this.#exchange.place();
  }

  /** Rejects as `FileExchange.takeBack`. */
  async takeBack(): Promise<void> {
    await this.#exchange?.takeBack();
  }

  /** Answers what could not be removed. */
  async finish(): Promise<readonly string[]> {
    return (await this.#exchange?.finish()) ?? [];
  }

  #isReplayed({ kind }: RestoreFile, { folder }: PlaceOnComputer): boolean {
    return kind === 'log' && foldPath(folder) === foldPath(this.#plan.backedUpLogs);
  }

  #requireOpen(): OpenFile {
    if (this.#open === undefined) throw new Error('The driver was asked for a file that is not open');
    return this.#open;
  }
}
