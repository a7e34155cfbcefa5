import { constants, open } from 'node:fs/promises';
import { DsBackupError } from '@dsbackup/session';

/**
 * Reads a file that must be small: no link, no device, at most `limit` bytes. Rejects with `SET_INVALID`
 * if it is anything else, and with Node's own error if it can't be read.
 */
export async function readSmallFile(path: string, limit: number): Promise<Uint8Array> {
  const handle = await open(
    path,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  );
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw invalid(path, 'is no file');
    if (stats.size > limit) throw invalid(path, `is ${stats.size} bytes long; a set allows ${limit}`);
    const buffer = new Uint8Array(stats.size);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return buffer.subarray(0, length);
  } finally {
    await handle.close();
  }
}

function invalid(path: string, what: string): DsBackupError {
  return new DsBackupError({ code: 'SET_INVALID', message: `${path} ${what}.` });
}
