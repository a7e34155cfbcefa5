import { type FileHandle, mkdir, open, readdir, rename, rmdir, unlink } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { isSystemError } from '@dsbackup/session';
import type { RestoreEntry, RestoreFileSystem, RestoreFileWriter } from './restore-file-system.js';

/** Where a path of the machine lies in this process's file system. */
export type LocalPath = (path: string) => string | Promise<string>;

/**
 * The file system of this process, by Node's own calls.
 *
 * @param localPath where the machine's paths lie here; on the machine itself, which is the default, they are what they are
 */
export function createRestoreFileSystem(localPath: LocalPath = (path) => path): RestoreFileSystem {
  return {
    list: async (folder) => listFolder(await localPath(folder)),
    makeFolder: async (folder) => makeFolder(await localPath(folder)),
    create: async (path) => new NodeFileWriter(await open(await localPath(path), 'w', 0o600)),
    rename: async (from, to) => renameRetrying(await localPath(from), await localPath(to)),
    removeFile: async (path) => unlink(await localPath(path)),
    removeFolder: async (folder) => rmdir(await localPath(folder)),
    syncFolder: async (folder) => syncFolder(await localPath(folder)),
  };
}

class NodeFileWriter implements RestoreFileWriter {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      done += (await this.#handle.write(bytes, done, bytes.length - done)).bytesWritten;
    }
  }

  async finish(modified?: Date): Promise<void> {
    try {
      if (modified !== undefined) await this.#handle.utimes(modified, modified);
      await this.#handle.sync();
    } finally {
      await this.#handle.close();
    }
  }

  discard(): Promise<void> {
    return this.#handle.close();
  }
}

async function listFolder(folder: string): Promise<readonly RestoreEntry[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.map((entry) => ({ name: entry.name, isFile: !entry.isDirectory() }));
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return [];
    throw error;
  }
}

async function makeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Milliseconds before each further try. */
const pauses = [20, 50, 100, 200, 400, 800];

/** A virus scanner or an indexer of Windows may hold a file open for a moment. */
async function renameRetrying(from: string, to: string): Promise<void> {
  for (const pause of pauses) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!isSystemError(error, 'EPERM', 'EACCES', 'EBUSY')) throw error;
      await setTimeout(pause);
    }
  }
  await rename(from, to);
}

/** Windows flushes a folder only through a handle that can write; elsewhere one opens for reading only. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r+').catch((error: unknown) => {
    if (isSystemError(error, 'EISDIR')) return open(folder, 'r');
    throw error;
  });
  try {
    await handle.sync();
  } catch (error) {
    // File systems that can't flush a folder say so; the files in it are flushed by themselves.
    if (!isSystemError(error, 'EINVAL', 'ENOTSUP')) throw error;
  } finally {
    await handle.close();
  }
}
