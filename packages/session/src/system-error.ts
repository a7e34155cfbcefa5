import type { NativeFailure } from './native-failure.js';

/** An error of Node's file system calls. */
export interface SystemError extends Error {
  readonly code: string;
  readonly errno?: number;
  readonly syscall?: string;
}

/** Whether `value` is an error of a file system call, with one of `codes` if any are given. Never throws. */
export function isSystemError(value: unknown, ...codes: readonly string[]): value is SystemError {
  const code = value instanceof Error && 'code' in value ? value.code : undefined;
  if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) return false;
  return codes.length === 0 || codes.includes(code);
}

/** What the operating system said by such an error, as a `DsBackupError` tells it. */
export function systemFailure({ code, errno, syscall }: SystemError): NativeFailure {
  return { call: syscall ?? 'fs', domain: 'errno', status: Math.abs(errno ?? 0), symbol: code };
}
