import { type FileHandle, open, stat } from 'node:fs/promises';
import { EseError, type EseErrorCode } from '../ese-error.js';

/** A file to check: its path, or a handle that the caller has open for reading (and closes). */
export type FileSource = string | FileHandle;

/** An open file, read at any place. */
export interface EseFile {
  /** The path, or `(open file)` for a handle of the caller. */
  readonly path: string;
  /** Its size in bytes when it was opened. */
  readonly size: number;
  /**
   * Fills as much of `target` as the file has from `position` on, and says how much that was.
   * Rejects with `UNREADABLE`.
   */
  read(target: Uint8Array, position: number): Promise<number>;
}

const CODES: Readonly<Record<string, EseErrorCode>> = {
  ENOENT: 'NOT_FOUND',
  ENOTDIR: 'NOT_FOUND',
  EACCES: 'ACCESS_DENIED',
  EPERM: 'ACCESS_DENIED',
  EISDIR: 'NOT_A_FILE',
};

/**
 * Opens a file, hands it to `use`, and closes it again whatever happens. An empty file is refused: no check has a use for one.
 *
 * @throws EseError `NOT_FOUND`, `ACCESS_DENIED`, `NOT_A_FILE`, `UNREADABLE`, `EMPTY`
 */
export async function withEseFile<T>(source: FileSource, use: (file: EseFile) => Promise<T>): Promise<T> {
  if (typeof source !== 'string') return use(await fileOfHandle(source, '(open file)'));
  const handle = await openRegularFile(source);
  try {
    return await use(await fileOfHandle(handle, source));
  } finally {
    await handle.close();
  }
}

async function openRegularFile(path: string): Promise<FileHandle> {
  try {
    // Looked at before it is opened: to open a pipe without a writer would wait for ever.
    requireRegular(path, (await stat(path)).isFile());
    return await open(path, 'r');
  } catch (error) {
    throw asEseError(error, { call: 'open', path });
  }
}

async function fileOfHandle(handle: FileHandle, path: string): Promise<EseFile> {
  try {
    const stats = await handle.stat();
    requireRegular(path, stats.isFile());
    if (stats.size === 0) throw new EseError(`${path} is empty`, { code: 'EMPTY', path });
    return {
      path,
      size: stats.size,
      read: (target, position) => readFully(handle, { path, target, position }),
    };
  } catch (error) {
    throw asEseError(error, { call: 'stat', path });
  }
}

function requireRegular(path: string, isFile: boolean): void {
  if (!isFile) throw new EseError(`${path} is not a regular file`, { code: 'NOT_A_FILE', path });
}

interface ReadRequest {
  readonly path: string;
  readonly target: Uint8Array;
  readonly position: number;
}

async function readFully(handle: FileHandle, { path, target, position }: ReadRequest): Promise<number> {
  let done = 0;
  try {
    while (done < target.byteLength) {
      const { bytesRead } = await handle.read(target, done, target.byteLength - done, position + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
  } catch (error) {
    throw asEseError(error, { call: `read of ${target.byteLength} bytes at ${position}`, path });
  }
  return done;
}

function asEseError(error: unknown, { call, path }: { call: string; path: string }): unknown {
  if (EseError.is(error) || !(error instanceof Error)) return error;
  const system = 'code' in error ? String(error.code) : '';
  const code = CODES[system] ?? 'UNREADABLE';
  return new EseError(`${path}: ${call} failed with ${system || error.message}`, {
    code,
    path,
    cause: error,
  });
}
