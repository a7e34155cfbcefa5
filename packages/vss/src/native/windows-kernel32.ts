import {
  expandEnvironmentStrings,
  type Kernel32,
  readVolumeName,
  readVolumePath,
  Win32Error,
} from '@dsbackup/win32';
import type { Kernel32Api } from './kernel32-api.js';

/** The three functions of kernel32.dll that a requester asks, with their errors as numbers. */
export function createWindowsKernel32(kernel32: Kernel32): Kernel32Api {
  return {
    async ExpandEnvironmentStringsW(lpSrc) {
      const { error, text } = attempt(() => expandEnvironmentStrings(kernel32, lpSrc));
      return { error, dst: text };
    },
    async GetVolumePathNameW(lpszFileName) {
      const { error, text } = attempt(() => readVolumePath(kernel32, lpszFileName));
      return { error, volumePathName: text };
    },
    async GetVolumeNameForVolumeMountPointW(lpszVolumeMountPoint) {
      const { error, text } = attempt(() => readVolumeName(kernel32, lpszVolumeMountPoint));
      return { error, volumeName: text };
    },
  };
}

/** What Windows refused comes back as its number; anything else, such as a NUL in a path, is a mistake and is thrown. */
function attempt(call: () => string): { error: number; text: string } {
  try {
    return { error: 0, text: call() };
  } catch (error) {
    if (Win32Error.is(error) && error.domain === 'win32') return { error: error.status, text: '' };
    throw error;
  }
}
