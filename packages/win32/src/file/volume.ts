import type { Kernel32 } from '../native/kernel32.js';
import { win32Failure } from '../status/win32-failure.js';
import { decodeWideString } from '../text/wide-string.js';

/** The longest path that Windows knows, in characters, with its NUL. */
const LONGEST_PATH = 32_768;

/**
 * Where the volume that holds `path` is mounted, with a backslash at its end: `C:\`, or `D:\Mount\`.
 *
 * Source: https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getvolumepathnamew
 *
 * @throws {Win32Error} with whatever Windows said.
 */
export function readVolumePath(kernel32: Kernel32, path: string): string {
  const buffer = new Uint8Array(LONGEST_PATH * 2);
  const { value, lastError } = kernel32.GetVolumePathNameW(path, buffer, LONGEST_PATH);
  if (!value) throw win32Failure({ call: 'GetVolumePathNameW', status: lastError, object: path });
  return decodeWideString(buffer);
}

/**
 * The name of a volume that stays when drive letters change: `\\?\Volume{...}\`. `mountPoint` ends in a backslash.
 *
 * Source: https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getvolumenameforvolumemountpointw
 *
 * @throws {Win32Error} with whatever Windows said.
 */
export function readVolumeName(kernel32: Kernel32, mountPoint: string): string {
  const characters = 64;
  const buffer = new Uint8Array(characters * 2);
  const { value, lastError } = kernel32.GetVolumeNameForVolumeMountPointW(mountPoint, buffer, characters);
  if (!value) {
    const call = 'GetVolumeNameForVolumeMountPointW';
    throw win32Failure({ call, status: lastError, object: mountPoint });
  }
  return decodeWideString(buffer);
}
