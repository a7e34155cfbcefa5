import { realpath, stat } from 'node:fs/promises';
import { SimulatorError } from '../simulator-error.js';
import { SimulatedDirectory } from './simulated-directory.js';

/** The directories in use in this process: two hosts over one directory see the same machine. */
const inUse = new Map<string, WeakRef<SimulatedDirectory>>();

/**
 * Opens a directory tree as the volume of a machine.
 *
 * @throws SimulatorError `SOURCE_MISSING` when there is no such directory
 */
export async function sharedDirectory(path: string): Promise<SimulatedDirectory> {
  const root = await realDirectory(path);
  const known = inUse.get(root)?.deref();
  if (known !== undefined) return known;
  const directory = new SimulatedDirectory(root);
  inUse.set(root, new WeakRef(directory));
  return directory;
}

async function realDirectory(path: string): Promise<string> {
  try {
    if ((await stat(path)).isDirectory()) return await realpath(path);
  } catch (error) {
    throw new SimulatorError(
      'SOURCE_MISSING',
      `The directory ${path} of the simulated machine cannot be opened.`,
      error,
    );
  }
  throw new SimulatorError('SOURCE_MISSING', `${path} is not a directory, so it holds no simulated machine.`);
}
