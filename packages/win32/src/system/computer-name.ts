import type { Kernel32 } from '../native/kernel32.js';
import { win32Failure } from '../status/win32-failure.js';
import { decodeWideText } from '../text/wide-string.js';

/** MAX_COMPUTERNAME_LENGTH is 15; a DNS-less cluster name may be longer, and room costs nothing. */
const CHARACTERS = 256;

/**
 * The NetBIOS name of this computer.
 *
 * @throws {Win32Error} with whatever Windows said.
 */
export function readComputerName(kernel32: Kernel32): string {
  const buffer = new Uint8Array(CHARACTERS * 2);
  const size = new Uint8Array(4);
  const view = new DataView(size.buffer);
  view.setUint32(0, CHARACTERS, true);
  const { value, lastError } = kernel32.GetComputerNameW(buffer, size);
  if (!value) throw win32Failure({ call: 'GetComputerNameW', status: lastError });
  return decodeWideText(buffer.subarray(0, view.getUint32(0, true) * 2));
}
