import type { Stats } from 'node:fs';
import { lstat, open, opendir, readlink } from 'node:fs/promises';
import {
  type Advapi32,
  fileAttribute,
  type Kernel32,
  readFileAttributes,
  readSecurityDescriptor,
  Win32Error,
} from '@dsbackup/win32';
import { errnoError, toErrnoError } from './errno-error.js';
import type { ShadowEntry, ShadowFile, ShadowFileSystem } from './shadow-file-system.js';

/** How many entries of a folder are asked about at the same time: libuv's pool has four threads, and each entry takes several calls. */
const ENTRIES_AT_ONCE = 16;

/** What stands for a time that can't be read: the first moment that Windows' clock knows. */
const NO_TIME = '1601-01-01T00:00:00.000Z';

/**
 * Reads inside shadow copies through Node's own file functions. They open with FILE_FLAG_BACKUP_SEMANTICS (libuv's
 * `src/win/fs.c`), so that SeBackupPrivilege counts once it is enabled, and pass paths that start with `\\?\` on as they are.
 *
 * A listing holds at most 16 entries at a time. `open` takes one call more than Node's own, since Node would follow a
 * reparse point, and a junction's absolute target leads out of the shadow copy.
 */
export function createWindowsShadowFileSystem(kernel32: Kernel32, advapi32: Advapi32): ShadowFileSystem {
  async function describe(path: string, name: string): Promise<ShadowEntry> {
    const { attributes } = await readFileAttributes(kernel32, path);
    const kind = kindOf(attributes);
    const [stats, securityDescriptor, reparseTarget] = await Promise.all([
      readStats(path, kind),
      readSecurityDescriptor(kernel32, advapi32, path).catch(unreadable),
      kind === 'reparse-point' ? readlink(path).catch(() => undefined) : undefined,
    ]);
    return {
      name,
      kind,
      size: kind === 'file' ? (stats?.size ?? 0) : 0,
      created: stats?.birthtime.toISOString() ?? NO_TIME,
      modified: stats?.mtime.toISOString() ?? NO_TIME,
      attributes,
      ...(securityDescriptor === undefined ? {} : { securityDescriptor }),
      ...(reparseTarget === undefined ? {} : { reparseTarget }),
    };
  }

  return {
    stat: (path) => withErrno(() => describe(path, lastName(path))),
    async *list(path) {
      const folder = path.endsWith('\\') ? path : `${path}\\`;
      for await (const names of namesOf(path)) {
        yield* await withErrno(() => Promise.all(names.map((name) => describe(folder + name, name))));
      }
    },
    open: (path) =>
      withErrno(async () => {
        const { attributes } = await readFileAttributes(kernel32, path);
        const kind = kindOf(attributes);
        if (kind === 'reparse-point') {
          throw errnoError(
            'ELOOP',
            `"${path}" is a reparse point, and following it could lead out of the shadow copy`,
          );
        }
        if (kind === 'directory') throw errnoError('EISDIR', `"${path}" is a folder`);
        return openFile(path);
      }),
  };
}

/** Everything but the file's own error is let go: which security or target it has is worth knowing, not worth failing for. */
function unreadable(error: unknown): undefined {
  if (!Win32Error.is(error)) throw error;
}

function kindOf(attributes: number): ShadowEntry['kind'] {
  if ((attributes & fileAttribute.FILE_ATTRIBUTE_REPARSE_POINT) !== 0) return 'reparse-point';
  return (attributes & fileAttribute.FILE_ATTRIBUTE_DIRECTORY) !== 0 ? 'directory' : 'file';
}

/** Node can't stat a reparse point whose kind it doesn't know; everything else has to be readable. */
async function readStats(path: string, kind: ShadowEntry['kind']): Promise<Stats | undefined> {
  return kind === 'reparse-point' ? lstat(path).catch(() => undefined) : lstat(path);
}

async function* namesOf(path: string): AsyncGenerator<string[]> {
  const folder = await withErrno(() => opendir(path, { bufferSize: ENTRIES_AT_ONCE }));
  try {
    for (let names: string[] = []; ; names = []) {
      while (names.length < ENTRIES_AT_ONCE) {
        const entry = await withErrno(() => folder.read());
        if (entry === null) break;
        names.push(entry.name);
      }
      if (names.length > 0) yield names;
      if (names.length < ENTRIES_AT_ONCE) return;
    }
  } finally {
    await folder.close();
  }
}

async function openFile(path: string): Promise<ShadowFile> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    return {
      size,
      read: (buffer) => withErrno(async () => (await handle.read(buffer, 0, buffer.length, null)).bytesRead),
      close: () => withErrno(() => handle.close()),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function withErrno<V>(action: () => Promise<V>): Promise<V> {
  try {
    return await action();
  } catch (error) {
    throw toErrnoError(error);
  }
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}
