import { fromWin32Error } from './from-win32-error.js';

/** Waits for a host's answer; what its Windows refused becomes the one error of dsbackup. */
export async function askHost<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw fromWin32Error(error);
  }
}
