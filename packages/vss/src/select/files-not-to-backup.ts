import type { WriterIdentity, WriterMetadata } from '../metadata/writer-metadata.js';

/** One value of `HKLM\SYSTEM\CurrentControlSet\Control\BackupRestore\FilesNotToBackup`: a REG_MULTI_SZ. */
export interface RegistryExclude {
  /** The value's name: an application, or a writer. */
  readonly name: string;
  /** Such as `%TEMP%\* /s`. */
  readonly patterns: readonly string[];
}

/** A set of files that is left out, as the registry or a writer names it. */
export interface ExcludedFiles {
  /** The folder; may hold variables. One that begins with a single backslash is on every volume. */
  readonly path: string;
  readonly filespec: string;
  readonly recursive: boolean;
  /** Who leaves them out. */
  readonly by: string;
}

/**
 * The files that the registry leaves out of a backup ("Registry Keys and Values for Backup and Restore"): a path with
 * a wildcard, and ` /s` where it holds below too. An entry named after a writer that takes part does not count, since
 * the writer itself says what is to be left out.
 */
export function filesNotToBackup(
  entries: readonly RegistryExclude[],
  takingPart: readonly WriterIdentity[],
): ExcludedFiles[] {
  const names = new Set(takingPart.map(({ name }) => name.toLowerCase()));
  return entries
    .filter(({ name }) => !names.has(name.toLowerCase()))
    .flatMap(({ name, patterns }) =>
      patterns.flatMap((pattern) => excludedFiles(pattern, `FilesNotToBackup\\${name}`)),
    );
}

/** A pattern without a folder is taken for the root of every volume, like one that begins with a backslash. */
function excludedFiles(pattern: string, by: string): ExcludedFiles[] {
  const recursive = /\s\/s\s*$/i.test(pattern);
  const whole = pattern.replace(/\s\/s\s*$/i, '').trim();
  if (whole === '') return [];
  const cut = whole.lastIndexOf('\\');
  return [
    { path: whole.slice(0, Math.max(cut, 0)) || '\\', filespec: whole.slice(cut + 1) || '*', recursive, by },
  ];
}

/** What a writer itself leaves out of its components. */
export function writerExcludes({ name, contents }: WriterMetadata): ExcludedFiles[] {
  return (contents?.excludes ?? []).map(({ path, filespec, recursive }) => ({
    path,
    filespec,
    recursive,
    by: name,
  }));
}
