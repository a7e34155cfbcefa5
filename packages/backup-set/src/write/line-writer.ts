import { DsBackupError } from '@dsbackup/session';
import type { Digest } from '../format/digest-schema.js';
import { type FileLine, fileLineSchema, type SetLine } from '../format/file-line.js';
import { setLimits } from '../format/set-limits.js';
import type { HashedSink } from './hashed-sink.js';

/** Security descriptors remembered by their text; most files share a few. Beyond this one may be written again. */
const remembered = 4096;

/** Writes `files.ndjson`, and never a line that a reader would refuse. */
export class LineWriter {
  readonly #sink: HashedSink;
  readonly #descriptors = new Map<string, number>();
  #nextDescriptor = 0;
  #lines = 0;

  constructor(sink: HashedSink) {
    this.#sink = sink;
  }

  /** Writes a file's line. Rejects with `INVALID_ARGUMENT` if the format can't hold what the backend said of it. */
  async writeFile(line: FileLine): Promise<void> {
    const checked = fileLineSchema.safeParse(line);
    if (!checked.success) throw unwritable(line.path, checked.error.issues[0]?.message);
    await this.write(line);
  }

  /** The id of a security descriptor; writes its line if this is the first time it is seen. */
  async descriptorId(text: string): Promise<number> {
    const known = this.#descriptors.get(text);
    if (known !== undefined) return known;
    const id = this.#nextDescriptor++;
    if (this.#descriptors.size < remembered) this.#descriptors.set(text, id);
    await this.write({ securityDescriptor: text, id });
    return id;
  }

  async write(line: SetLine): Promise<void> {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    if (bytes.length > setLimits.lineBytes) {
      throw unwritable('path' in line ? line.path : 'a security descriptor', 'its line would be over 1 MiB');
    }
    await this.#sink.append(bytes);
    this.#lines++;
  }

  async finish(): Promise<Digest & { readonly lines: number }> {
    return { ...(await this.#sink.finish()), lines: this.#lines };
  }

  /** Never rejects. */
  async discard(): Promise<void> {
    await this.#sink.discard();
  }
}

function unwritable(what: string, why = 'unknown'): DsBackupError {
  return new DsBackupError({
    code: 'INVALID_ARGUMENT',
    message: `A set can't hold what the backend said of ${JSON.stringify(what)}: ${why}.`,
  });
}
