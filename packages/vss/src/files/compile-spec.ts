import { foldCase } from './fold-case.js';
import { joinWindowsPath } from './join-windows-path.js';
import { compileWildcard, type MatchesName, takesEverything } from './wildcard.js';

/** A set of files: a folder, a wildcard in it, and whether its subfolders count. */
export interface FileSet {
  /** Expanded, without a trailing backslash except for a root. */
  readonly path: string;
  readonly filespec: string;
  readonly recursive: boolean;
}

/** A file set, ready to be asked about many files. */
export interface CompiledSpec {
  /** Whether it looks into a folder, given the folder's path with its case folded. */
  coversFolder(foldedFolder: string): boolean;
  /** Whether it takes a name in a folder that it covers. */
  readonly takesName: MatchesName;
  /** It takes every name. */
  readonly takesEverything: boolean;
}

/** Compiles a file set. */
export function compileSpec({ path, filespec, recursive }: FileSet): CompiledSpec {
  const folder = foldCase(path);
  const below = joinWindowsPath(folder, '');
  return {
    coversFolder: (folded) => folded === folder || (recursive && folded.startsWith(below)),
    takesName: compileWildcard(filespec),
    takesEverything: takesEverything(filespec),
  };
}
