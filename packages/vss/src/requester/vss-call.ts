import type { DriverControl } from '@dsbackup/session';
import type { HRESULT } from '../native/hresult.js';
import { vssContractError, vssError } from '../vss-errors.js';

/** Which call is made, and on what. */
export interface VssCall {
  /** The call by its own name, such as `IVssBackupComponents::AddToSnapshotSet`. */
  readonly call: string;
  /** What it is called on: a volume, a component. */
  readonly subject?: string | undefined;
}

type Answer = HRESULT | { readonly hr: HRESULT };

/** Whether an HRESULT is a failure: negative as a signed number. */
export function isFailure(hresult: HRESULT): boolean {
  return hresult >>> 0 >= 0x80000000;
}

/**
 * Makes one VSS call: gives up before it if the caller has, tells what Windows answered, and rejects
 * with what a failure means. Success codes other than S_OK pass.
 */
export async function vssCall<Result extends Answer>(
  control: DriverControl,
  { call, subject }: VssCall,
  make: () => Promise<Result>,
): Promise<Result> {
  control.signal.throwIfAborted();
  const result = await make();
  const status = (typeof result === 'number' ? result : result.hr) >>> 0;
  control.report({ kind: 'native-call', call, status, ...(subject === undefined ? {} : { subject }) });
  if (isFailure(status)) throw vssError({ call, hresult: status, subject });
  return result;
}

/** What a successful call wrote. Rejects a null: the call broke its contract. */
export function written<Value>(value: Value | null | undefined, call: string): Value {
  if (value === null || value === undefined) throw vssContractError(call, 'wrote no result');
  return value;
}

/** The same control without its reports: for the many small getters that would only fill a log. */
export function quietly(control: DriverControl): DriverControl {
  return { signal: control.signal, report: () => undefined };
}

/** The same control that nothing can cancel: once a backup is being committed or ended, Windows' answer wins. */
export function unstoppably(control: DriverControl): DriverControl {
  return { signal: new AbortController().signal, report: (progress) => control.report(progress) };
}
