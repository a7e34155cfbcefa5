import { constants } from 'node:os';
import { DsBackupError, type ErrorCode, type ErrorScope } from '@dsbackup/session';
import type { ShadowFileSystem } from '../native/shadow-file-system.js';
import { vssBackend } from '../vss-errors.js';

/** A failed access to a file or folder of a shadow copy. */
export interface ShadowFailure {
  /** The Windows call behind it, such as `ReadFile`. */
  readonly call: string;
  /** The original path. */
  readonly path: string;
  /** The device of the shadow copy. */
  readonly device: string;
  /** What is spoiled if the shadow copy is still there. */
  readonly scope: ErrorScope;
  readonly cause: unknown;
}

const codes: ReadonlyMap<string, ErrorCode> = new Map<string, ErrorCode>([
  ['ENOENT', 'SOURCE_MISSING'],
  ['ENOTDIR', 'SOURCE_MISSING'],
  ['EACCES', 'ACCESS_DENIED'],
  ['EPERM', 'ACCESS_DENIED'],
]);

/** Whether an error says that there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  const code = errnoOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/**
 * Turns an errno-style error into the error that callers see. Looks at the shadow copy's root first: if even
 * that is gone, so is the backup (`SNAPSHOT_LOST`). What is not an errno-style error is a bug, and comes back
 * as it is.
 */
export async function shadowFileError(files: ShadowFileSystem, failure: ShadowFailure): Promise<unknown> {
  const symbol = errnoOf(failure.cause);
  if (symbol === undefined) return failure.cause;
  const { call, path, device, cause } = failure;
  const native = { call, domain: 'errno', status: errnoNumber(symbol), symbol } as const;
  if (!(await isThere(files, device))) {
    return new DsBackupError({
      code: 'SNAPSHOT_LOST',
      message: `${call} failed on ${path} (${symbol}): the shadow copy ${device} is gone.`,
      backend: vssBackend,
      native,
      hint: 'Windows deletes a shadow copy whose storage runs full: see the System event log, source volsnap.',
      scope: 'session',
      cause,
    });
  }
  const code = codes.get(symbol) ?? 'FILE_UNREADABLE';
  return new DsBackupError({
    code,
    message: `${call} failed on ${path} in the shadow copy: ${symbol}.`,
    backend: vssBackend,
    native,
    hint:
      code === 'ACCESS_DENIED' ? 'Run elevated with an account that has the backup privilege.' : undefined,
    scope: failure.scope,
    cause,
  });
}

function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || DsBackupError.is(error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}

function errnoNumber(symbol: string): number {
  return Object.entries(constants.errno).find(([name]) => name === symbol)?.[1] ?? 0;
}

async function isThere(files: ShadowFileSystem, device: string): Promise<boolean> {
  return files.stat(`${device}\\`).then(
    () => true,
    () => false,
  );
}
