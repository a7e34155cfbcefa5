import { Win32Error } from '../win32-error.js';
import { win32Symbol } from './win32-status.js';

/** What a failed Win32 call was, and on what. */
export interface Win32Failure {
  readonly call: string;
  readonly status: number;
  readonly object?: string | undefined;
  readonly meaning?: string | undefined;
}

/** The error of a failed call that reports by a raw Win32 code. */
export function win32Failure({ call, status, object, meaning }: Win32Failure): Win32Error {
  return new Win32Error({ call, domain: 'win32', status, symbol: win32Symbol(status), object, meaning });
}
