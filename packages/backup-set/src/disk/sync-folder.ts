import { open, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '@dsbackup/session';

/** Makes the names in a folder durable. Windows needs a handle that can write; elsewhere a folder opens for reading only. */
export async function syncFolder(folder: string): Promise<void> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(folder, 'r+');
  } catch (error) {
    if (!isSystemError(error, 'EISDIR')) throw error;
    handle = await open(folder, 'r');
  }
  try {
    await handle.sync();
  } catch (error) {
    // Network and FAT file systems that can't flush a folder say so; its files are flushed by themselves.
    if (!isSystemError(error, 'EINVAL', 'ENOTSUP')) throw error;
  } finally {
    await handle.close();
  }
}

/** `syncFolder` for a folder and every folder below it. */
export async function syncFolders(folder: string): Promise<void> {
  for await (const entry of await opendir(folder)) {
    if (entry.isDirectory()) await syncFolders(join(folder, entry.name));
  }
  await syncFolder(folder);
}
