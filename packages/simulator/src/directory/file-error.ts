/** An error as Node's file system gives them: `code` says which. */
export interface FileError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path: string;
}

/** Makes one. `why` is a sentence for the reader. */
export function fileError(code: string, where: { syscall: string; path: string }, why: string): FileError {
  return Object.assign(new Error(`${code}: ${why}, ${where.syscall} '${where.path}'`), { code, ...where });
}

/** The errno word of a caught value, or undefined. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
