import { outBOOL } from '../library/out-parameter.js';
import type { Kernel32 } from '../native/kernel32.js';
import { win32Failure } from '../status/win32-failure.js';

/** How wide this process and its Windows are. */
export interface ProcessBitness {
  readonly process: 32 | 64;
  readonly windows: 32 | 64;
}

/**
 * Asks whether this process is as wide as its Windows. A 32-bit process on a 64-bit Windows runs under WOW64: its
 * System32 is another folder, and VSS does not serve it.
 *
 * Source: https://learn.microsoft.com/windows/win32/api/wow64apiset/nf-wow64apiset-iswow64process
 *
 * @throws {Win32Error} with whatever Windows said.
 */
export function readProcessBitness(kernel32: Kernel32): ProcessBitness {
  const isWow64 = outBOOL();
  const { value, lastError } = kernel32.IsWow64Process(kernel32.GetCurrentProcess(), isWow64.memory);
  if (!value) throw win32Failure({ call: 'IsWow64Process', status: lastError });
  const process = kernel32.memory.pointerSize === 4 ? 32 : 64;
  return { process, windows: process === 64 || isWow64.read() === true ? 64 : 32 };
}
