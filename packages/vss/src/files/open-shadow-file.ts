import type { DriverControl } from '@dsbackup/session';
import type { ShadowFile, ShadowFileSystem } from '../native/shadow-file-system.js';
import type { ListedFile } from './list-spec.js';
import { shadowFileError } from './shadow-file-error.js';

/** A listed file, open in its shadow copy. A failure of it spoils the file's component alone. */
export class OpenShadowFile {
  readonly #files: ShadowFileSystem;
  readonly #place: ListedFile;
  readonly #open: ShadowFile;

  private constructor(files: ShadowFileSystem, place: ListedFile, open: ShadowFile) {
    this.#files = files;
    this.#place = place;
    this.#open = open;
  }

  /**
   * Rejects with `SOURCE_MISSING`, `ACCESS_DENIED` or `FILE_UNREADABLE` for the file, `SNAPSHOT_LOST` for the
   * backup.
   */
  static async open(
    control: DriverControl,
    files: ShadowFileSystem,
    place: ListedFile,
  ): Promise<OpenShadowFile> {
    control.signal.throwIfAborted();
    const call = 'CreateFileW';
    const open = await files.open(place.devicePath).catch(async (cause: unknown) => {
      throw await fileError(files, place, { call, cause });
    });
    control.report({ kind: 'native-call', call, status: 0, subject: place.devicePath });
    return new OpenShadowFile(files, place, open);
  }

  /** Bytes. */
  get size(): number {
    return this.#open.size;
  }

  /** Reads on; 0 is the end. Rejects as `open`. */
  async read(buffer: Uint8Array): Promise<number> {
    try {
      return await this.#open.read(buffer);
    } catch (cause) {
      throw await fileError(this.#files, this.#place, { call: 'ReadFile', cause });
    }
  }

  /** Closes the handle in the shadow copy: what `DsBackupClose` is to the legacy backend. Rejects as `open`. */
  async close(control: DriverControl): Promise<void> {
    const call = 'CloseHandle';
    try {
      await this.#open.close();
    } catch (cause) {
      throw await fileError(this.#files, this.#place, { call, cause });
    }
    control.report({ kind: 'native-call', call, status: 0, subject: this.#place.devicePath });
  }
}

function fileError(
  files: ShadowFileSystem,
  { file, volume }: ListedFile,
  failure: { readonly call: string; readonly cause: unknown },
): Promise<unknown> {
  return shadowFileError(files, { ...failure, path: file.path, device: volume.device, scope: 'file' });
}
