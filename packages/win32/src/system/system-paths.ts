import type { WithLastError } from '../library/native-function.js';
import type { Kernel32 } from '../native/kernel32.js';
import { win32Failure } from '../status/win32-failure.js';
import { fillWideBuffer } from '../text/fill-wide-buffer.js';

/**
 * Puts the values of environment variables in the place of `%NAME%`; a name that is not set stays as it is.
 *
 * @throws {Win32Error} with whatever Windows said.
 */
export function expandEnvironmentStrings(kernel32: Kernel32, text: string): string {
  // The one of these functions that counts the NUL in what it wrote.
  return read('ExpandEnvironmentStringsW', 'with-nul', (buffer, characters) =>
    kernel32.ExpandEnvironmentStringsW(text, buffer, characters),
  );
}

/**
 * The folder of this Windows, such as `C:\Windows`.
 *
 * @throws {Win32Error} with whatever Windows said.
 */
export function readWindowsDirectory(kernel32: Kernel32): string {
  return read('GetWindowsDirectoryW', 'without-nul', kernel32.GetWindowsDirectoryW);
}

/**
 * System32's folder, such as `C:\Windows\system32`.
 *
 * @throws {Win32Error} with whatever Windows said.
 */
export function readSystemDirectory(kernel32: Kernel32): string {
  return read('GetSystemDirectoryW', 'without-nul', kernel32.GetSystemDirectoryW);
}

type Fill = (buffer: Uint8Array, characters: number) => WithLastError<number>;

function read(call: string, count: 'with-nul' | 'without-nul', fill: Fill): string {
  let lastError = 0;
  const text = fillWideBuffer((buffer, characters) => {
    const answer = fill(buffer, characters);
    lastError = answer.lastError;
    return answer.value;
  }, count);
  if (text === undefined) throw win32Failure({ call, status: lastError });
  return text;
}
