import type { BackupFile } from '@dsbackup/session';
import type { LocatedSpec } from '../volumes/locate-plan.js';

const FILE_ATTRIBUTE_DIRECTORY = 0x10;

/** What was noticed while listing, few lines however many files there are. */
export class ListingWarnings {
  readonly #messages = new Set<string>();
  #contentLeftOut = 0;
  #firstLeftOut = '';

  /**
   * A writer names logs of which there are none: fine for a database that was shut down cleanly, and for no
   * other.
   */
  logsMissing({ component, path, spec }: LocatedSpec): void {
    this.#messages.add(
      `The writer "${component.writer.name}" names ${path}\\${spec.filespec} among its logs, but the shadow copy holds no such file.`,
    );
  }

  /**
   * A reparse point stands for content that is not in the backup if it mounts another volume, or is a file (one
   * that was deduplicated or moved to the cloud). A junction or link only names a folder that is somewhere
   * else.
   */
  reparsePoint({ path, attributes = FILE_ATTRIBUTE_DIRECTORY, reparseTarget }: BackupFile): void {
    const mountsVolume = /^\\(\\|\?)\?\\Volume\{/i.test(reparseTarget ?? '');
    const isFile = (attributes & FILE_ATTRIBUTE_DIRECTORY) === 0;
    if (!mountsVolume && !isFile) return;
    this.#contentLeftOut++;
    if (this.#firstLeftOut === '') this.#firstLeftOut = path;
  }

  all(): readonly string[] {
    if (this.#contentLeftOut === 0) return [...this.#messages];
    return [
      ...this.#messages,
      `Reparse points are recorded, not followed: what lies behind ${this.#contentLeftOut} of them is not in the backup, the first being ${this.#firstLeftOut}.`,
    ];
  }
}
