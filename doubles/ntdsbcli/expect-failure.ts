import { strict as assert } from 'node:assert';
import { failureOf } from './failure-of.js';
import type { InjectedStatus } from './injected-statuses.js';
import { journalLine } from './journal.js';
import type { NtdsbcliDouble } from './ntdsbcli-double.js';

/** What failed, and what the double saw of it. */
export interface SeenFailure {
  readonly journal: readonly string[];
  /** The journal's lines behind the call that failed. */
  readonly after: readonly string[];
  /** All of it, for messages. */
  readonly what: string;
}

/** Fails unless the work fails by this call and status, with the right word and the call named. */
export async function expectFailureOf(
  call: string,
  { status, code }: InjectedStatus,
  { double, work }: { readonly double: NtdsbcliDouble; readonly work: () => Promise<unknown> },
): Promise<SeenFailure> {
  const failure = await failureOf(work());
  const journal = double.journal();
  const line = journalLine(call, status);
  const what = `${line} in\n${journal.join('\n')}\n${failure.message}`;
  if (code !== undefined) assert.equal(failure.code, code, what);
  assert.equal(failure.native?.call, call, what);
  assert.equal(failure.native.status, status, what);
  assert.ok(failure.message.includes(call), what);
  const failed = journal.indexOf(line);
  assert.ok(failed >= 0, what);
  return { journal, after: journal.slice(failed + 1), what };
}
