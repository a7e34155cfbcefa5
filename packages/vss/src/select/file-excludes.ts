import { type CompiledSpec, compileSpec } from '../files/compile-spec.js';
import { foldCase } from '../files/fold-case.js';
import type { FileSpec } from '../metadata/writer-metadata.js';
import type { ExpandPath } from './expand-variables.js';
import type { ExcludedFiles } from './files-not-to-backup.js';

interface Exclude {
  readonly files: ExcludedFiles;
  readonly folder: string;
  readonly pattern: string;
  readonly compiled: CompiledSpec;
}

/**
 * The longest name times the longest wildcard that are held against each other here: matching takes that many steps at
 * worst, and documents may come from anyone. What is longer counts as left out in part, and the listing decides.
 */
const mostSteps = 1_024;

/** What leaves files out of one writer's components, ready to be asked about each file spec. */
export class FileExcludes {
  readonly #excludes: readonly Exclude[];
  readonly #expand: ExpandPath;

  constructor(files: readonly ExcludedFiles[], expand: ExpandPath) {
    this.#expand = expand;
    this.#excludes = files.map((set) => {
      const path = expand(set.path);
      const compiled = compileSpec({ ...set, path });
      return { files: set, folder: foldCase(path), pattern: foldCase(set.filespec), compiled };
    });
  }

  /** What leaves out everything that a spec names. */
  whole(spec: FileSpec): ExcludedFiles | undefined {
    if (this.#excludes.length === 0) return undefined;
    const folder = this.#folderOf(spec);
    const name = foldCase(spec.filespec);
    const isOneName = !/[*?]/.test(name);
    const takes = ({ pattern, compiled }: Exclude) =>
      compiled.takesEverything ||
      name === pattern ||
      (isOneName && name.length * pattern.length <= mostSteps && compiled.takesName(name));
    return this.#excludes.find(
      (exclude) =>
        exclude.compiled.coversFolder(onSameDrive(folder, exclude.folder)) &&
        (exclude.files.recursive || !spec.recursive) &&
        takes(exclude),
    )?.files;
  }

  /** Whether something may leave out part of what a spec names. */
  touches(spec: FileSpec): boolean {
    if (this.#excludes.length === 0) return false;
    const folder = this.#folderOf(spec);
    const covered = compileSpec({ path: folder, filespec: '*', recursive: spec.recursive });
    return this.#excludes.some(
      ({ folder: excluded, compiled }) =>
        compiled.coversFolder(onSameDrive(folder, excluded)) || covered.coversFolder(excluded),
    );
  }

  #folderOf({ path, alternateLocation }: FileSpec): string {
    return foldCase(this.#expand(alternateLocation ?? path));
  }
}

/** A folder as an exclude sees it: without its drive, for one that means every volume. */
function onSameDrive(folder: string, excluded: string): string {
  return excluded.startsWith('\\') && !excluded.startsWith('\\\\') ? folder.replace(/^[A-Z]:/, '') : folder;
}
