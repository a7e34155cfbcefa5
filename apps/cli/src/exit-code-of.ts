import { EseError, type EseErrorCode } from '@dsbackup/ese';
import { SimulatorError, type SimulatorErrorCode } from '@dsbackup/simulator';
import { DsBackupError } from 'dsbackup';
import { exitCodeOfError, exitCodes } from './exit-code.js';
import { InterruptedError } from './interruption.js';
import { errnoOf } from './output/describe-error.js';

/** Every code of a check of a database or log, and its exit code. */
export const exitCodeOfEseError: Readonly<Record<EseErrorCode, number>> = {
  NOT_FOUND: exitCodes.sourceMissing,
  ACCESS_DENIED: exitCodes.accessDenied,
  NOT_A_FILE: exitCodes.usage,
  UNREADABLE: exitCodes.windowsFailure,
  EMPTY: exitCodes.verificationFailed,
  TRUNCATED: exitCodes.verificationFailed,
  NOT_ESE: exitCodes.verificationFailed,
  WRONG_FILE_TYPE: exitCodes.verificationFailed,
  HEADER_DAMAGED: exitCodes.verificationFailed,
  PAGE_DAMAGED: exitCodes.verificationFailed,
  UNSUPPORTED_VERSION: exitCodes.verificationFailed,
  BAD_ARGUMENT: exitCodes.bug,
};

/** Every code of the simulator, and its exit code. */
export const exitCodeOfSimulatorError: Readonly<Record<SimulatorErrorCode, number>> = {
  SOURCE_MISSING: exitCodes.sourceMissing,
  TARGET_EXISTS: exitCodes.targetUnusable,
  TARGET_UNWRITABLE: exitCodes.targetUnusable,
  NOT_ENOUGH_SPACE: exitCodes.noSpace,
  INVALID_OPTION: exitCodes.usage,
  MARKER_INVALID: exitCodes.sourceMissing,
  DLL_MISSING: exitCodes.noBackend,
  MISUSE: exitCodes.bug,
};

const exitCodeOfErrno: Readonly<Record<string, number>> = {
  ENOENT: exitCodes.sourceMissing,
  ENOTDIR: exitCodes.sourceMissing,
  EACCES: exitCodes.accessDenied,
  EPERM: exitCodes.accessDenied,
  EROFS: exitCodes.targetUnusable,
  EEXIST: exitCodes.targetUnusable,
  EISDIR: exitCodes.targetUnusable,
  ENOSPC: exitCodes.noSpace,
  EDQUOT: exitCodes.noSpace,
};

/** The exit code that an error ends the command with. What is nobody's error but ours is 1. */
export function exitCodeOf(error: unknown): number {
  if (DsBackupError.is(error)) return exitCodeOfError[error.code];
  if (EseError.is(error)) return exitCodeOfEseError[error.code];
  if (SimulatorError.is(error)) return exitCodeOfSimulatorError[error.code];
  if (error instanceof InterruptedError) return error.exitCode;
  const errno = errnoOf(error);
  if (errno === undefined) return exitCodes.bug;
  return exitCodeOfErrno[errno] ?? exitCodes.windowsFailure;
}
