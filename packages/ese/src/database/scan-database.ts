import { type EseFile, type FileSource, withEseFile } from '../file/ese-file.js';
import { createDatabaseScanner } from './create-database-scanner.js';
import type { DatabaseScan } from './database-scan.js';
import { type DatabaseInspection, inspectOpenDatabase } from './inspect-database.js';
import { refuseTemporary } from './refuse-temporary.js';
import type { ScanFinding } from './scan-finding.js';

/** How far a scan is. */
export interface ScanProgress {
  readonly bytes: number;
  readonly totalBytes: number;
}

/** What {@link scanDatabase} may be told. */
export interface ScanOptions {
  /** Called for each finding as it is made, also for those that are too many to keep. */
  readonly onFinding?: ((finding: ScanFinding) => void) | undefined;
  /** Called about once for each mebibyte. */
  readonly onProgress?: ((progress: ScanProgress) => void) | undefined;
  /** Looked at between reads; its reason is thrown as it is. A read that has begun is waited for. */
  readonly signal?: AbortSignal | undefined;
  /** Draw a map of at most so many cells: an even number. Left out: none. */
  readonly mapCells?: number | undefined;
}

const BUFFERS = { count: 3, size: 1 << 20 };

/**
 * Checks every page of a database, as `esentutl /k` does, and reads the whole file once in order: 3 MiB of memory,
 * and the next two reads are under way while one is checked.
 *
 * @param source a path, or a handle open for reading, which stays open
 * @throws EseError what `inspectDatabase` throws; `WRONG_FILE_TYPE` for a temporary database, which keeps no checksums
 */
export async function scanDatabase(
  source: FileSource,
  options: ScanOptions = {},
): Promise<DatabaseScan & { readonly inspection: DatabaseInspection }> {
  options.signal?.throwIfAborted();
  return withEseFile(source, async (file) => {
    const inspection = await inspectOpenDatabase(file);
    refuseTemporary(inspection);
    const { onFinding, mapCells } = options;
    const scanner = createDatabaseScanner(inspection, { onFinding, mapCells, buffers: BUFFERS });
    for await (const chunk of chunksOf(file, scanner.buffers, options)) scanner.push(chunk);
    return { ...scanner.finish(), inspection };
  });
}

/** The bytes of a file in order, read into the buffers in turn. Each chunk is lent until the next one is asked for. */
async function* chunksOf(
  file: EseFile,
  buffers: readonly Uint8Array[],
  { onProgress, signal }: ScanOptions,
): AsyncGenerator<Uint8Array> {
  let asked = 0;
  const ask = (buffer: Uint8Array): Reading => {
    const bytes = readChunk(file, buffer, asked);
    // It is awaited in its turn; a rejection must not count as unhandled until then.
    bytes.catch(() => undefined);
    asked += buffer.byteLength;
    return { buffer, bytes };
  };
  const readings = buffers.map(ask);
  let position = 0;
  try {
    for (let next = readings.shift(); next !== undefined; next = readings.shift()) {
      const chunk = await next.bytes;
      signal?.throwIfAborted();
      if (chunk.byteLength === 0) return;
      position += chunk.byteLength;
      yield chunk;
      onProgress?.({ bytes: position, totalBytes: file.size });
      if (chunk.byteLength < next.buffer.byteLength) return;
      readings.push(ask(next.buffer));
    }
  } finally {
    // The file is closed after this, and no read may be under way then; their results no longer matter.
    await Promise.allSettled(readings.map(({ bytes }) => bytes));
  }
}

interface Reading {
  readonly buffer: Uint8Array;
  readonly bytes: Promise<Uint8Array>;
}

async function readChunk(file: EseFile, buffer: Uint8Array, position: number): Promise<Uint8Array> {
  const room = Math.max(0, Math.min(buffer.byteLength, file.size - position));
  return buffer.subarray(0, await file.read(buffer.subarray(0, room), position));
}
