import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { diskError } from '../disk/disk-error.js';
import type { Digest } from '../format/digest-schema.js';
import { descriptorLineSchema, fileLineSchema, packLineSchema, type SetLine } from '../format/file-line.js';
import { setLimits } from '../format/set-limits.js';

const chunkSize = 256 * 1024;
const newline = 10;

/** A line of `files.ndjson`, or why it is none. Numbers count from 1. */
export type ReadLine =
  | { readonly number: number; readonly line: SetLine }
  | { readonly number: number; readonly problem: string };

/**
 * Walks `files.ndjson` once, a line at a time, and hashes it on the way. Trusts nothing: a line that isn't one is
 * told and the walk goes on. Holds one chunk and one line, which is cut off beyond the limit of the format.
 */
export class SetLineReader {
  readonly #path: string;
  readonly #hash = createHash('sha256');
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #lines = 0;
  #bytes = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** What was read, once the walk has come to its end. */
  digest(): Digest & { readonly lines: number } {
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex'), lines: this.#lines };
  }

  /** Rejects with `SET_DAMAGED` if the file isn't there and `SET_UNREADABLE` if it can't be read. */
  async *[Symbol.asyncIterator](): AsyncGenerator<ReadLine> {
    const handle = await this.#tell('SET_DAMAGED', () => open(this.#path, 'r'));
    try {
      for await (const chunk of this.#chunks(handle)) yield* this.#linesOf(chunk);
    } finally {
      await handle.close();
    }
    if (this.#pendingBytes > 0) {
      this.#lines++;
      yield { number: this.#lines, problem: 'the last line is cut off' };
    }
  }

  async *#chunks(handle: FileHandle): AsyncGenerator<Uint8Array> {
    const buffer = new Uint8Array(chunkSize);
    for (;;) {
      const { bytesRead } = await this.#tell('SET_UNREADABLE', () => handle.read(buffer, 0, chunkSize));
      if (bytesRead === 0) return;
      const chunk = buffer.subarray(0, bytesRead);
      this.#bytes += bytesRead;
      this.#hash.update(chunk);
      yield chunk;
    }
  }

  *#linesOf(chunk: Uint8Array): Generator<ReadLine> {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      const line = this.#completed(chunk.subarray(start, end));
      start = end + 1;
      this.#lines++;
      yield { number: this.#lines, ...parseLine(line) };
    }
    this.#keep(chunk.slice(start));
  }

  /** A line's bytes, or undefined if it is over the limit. */
  #completed(rest: Uint8Array): Uint8Array | undefined {
    const isTooLong = this.#pendingBytes + rest.length >= setLimits.lineBytes;
    const line = this.#pending.length === 0 ? rest : Buffer.concat([...this.#pending, rest]);
    this.#pending = [];
    this.#pendingBytes = 0;
    return isTooLong ? undefined : line;
  }

  #keep(start: Uint8Array): void {
    // What is beyond the limit is counted and not kept: the line is refused when it ends.
    if (this.#pendingBytes < setLimits.lineBytes && start.length > 0) this.#pending.push(start);
    this.#pendingBytes += start.length;
  }

  async #tell<T>(code: 'SET_DAMAGED' | 'SET_UNREADABLE', step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      throw diskError(error, { doing: 'could not read', path: this.#path, code });
    }
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function parseLine(bytes: Uint8Array | undefined): { readonly line: SetLine } | { readonly problem: string } {
  if (bytes === undefined) return { problem: `it is longer than ${setLimits.lineBytes} bytes` };
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch {
    return { problem: 'it is no JSON' };
  }
  const checked = schemaFor(value).safeParse(value);
  if (checked.success) return { line: checked.data };
  const issue = checked.error.issues[0];
  return { problem: `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'not valid'}` };
}

/** A line's kind shows in its first key; to try every kind would make messages that say nothing. */
function schemaFor(value: unknown) {
  if (typeof value === 'object' && value !== null) {
    if ('pack' in value) return packLineSchema;
    if ('id' in value) return descriptorLineSchema;
  }
  return fileLineSchema;
}
