import { chmod } from 'node:fs/promises';
import {
  createAdvapi32,
  createKernel32,
  loadSystem32Library,
  protectFolder as protectWindowsFolder,
} from '@dsbackup/win32';
import { fromWin32Error } from './from-win32-error.js';

/**
 * Shuts everyone out of a new folder but its owner: on Windows by a protected access list (SYSTEM, Administrators and the
 * owner), elsewhere by mode 0700. Do it before anything is put into the folder.
 *
 * Rejects with `ACCESS_DENIED` or `NATIVE_FAILURE` on Windows, with Node's own error elsewhere.
 */
export async function protectFolder(path: string): Promise<void> {
  if (process.platform !== 'win32') return chmod(path, 0o700);
  try {
    const load = loadSystem32Library;
    await protectWindowsFolder(await createKernel32(load), await createAdvapi32(load), path);
  } catch (error) {
    throw fromWin32Error(error);
  }
}
