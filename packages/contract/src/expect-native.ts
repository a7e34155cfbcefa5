import { strict as assert } from 'node:assert';
import type { DsBackupError } from '@dsbackup/session';

/** Windows said no: the error keeps which call it was and what it answered. */
export function expectNative(failure: DsBackupError, session: { readonly backend: string }): void {
  assert.equal(failure.backend, session.backend);
  assert.ok(failure.native, `"${failure.message}" does not say which native call failed.`);
  const { call, status } = failure.native;
  assert.notEqual(call, '');
  assert.ok(Number.isInteger(status) && status > 0 && status <= 0xffff_ffff, `The status ${status} is none.`);
}
