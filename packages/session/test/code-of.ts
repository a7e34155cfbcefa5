import { DsBackupError } from '@dsbackup/session';

/** The code that a call rejects with, `undefined` if it resolves; whatever else it rejects with is rethrown. */
export async function codeOf(call: Promise<unknown> | (() => unknown)): Promise<string | undefined> {
  try {
    await (typeof call === 'function' ? call() : call);
    return undefined;
  } catch (failure) {
    if (DsBackupError.is(failure)) return failure.code;
    throw failure;
  }
}
