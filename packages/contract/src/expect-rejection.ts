import { strict as assert } from 'node:assert';
import { inspect } from 'node:util';
import { DsBackupError, type ErrorCode } from '@dsbackup/session';

/** What a call rejects or throws with; fails if it does neither. */
export async function failureOf(call: () => unknown): Promise<unknown> {
  let answer: unknown;
  try {
    answer = await call();
  } catch (failure) {
    return failure;
  }
  assert.fail(`The call was to fail, and answered ${inspect(answer, { depth: 1, maxArrayLength: 3 })}.`);
}

/** Fails unless the call rejects (or throws) with a `DsBackupError` of this code; answers the error. */
export async function expectRejection(code: ErrorCode, call: () => unknown): Promise<DsBackupError> {
  const failure = await failureOf(call);
  if (!DsBackupError.is(failure)) {
    assert.fail(`${code} was due, and something came that is no DsBackupError: ${String(failure)}`);
  }
  assert.equal(failure.code, code, `${code} was due: ${failure.message}`);
  assert.notEqual(failure.message.trim(), '', 'An error has a message.');
  return failure;
}
