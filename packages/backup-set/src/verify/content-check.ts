import { hash } from 'node:crypto';
import { DsBackupError } from '@dsbackup/session';
import { ChunkRing } from '../disk/chunk-ring.js';
import type { FileLine, PackLine } from '../format/file-line.js';
import { PathFingerprints } from '../format/path-fingerprints.js';
import type { ProgressMeter } from '../progress-meter.js';
import { hashStored } from '../read/hash-stored.js';
import { openInSet, type StoredFile } from '../read/open-in-set.js';
import { PackReader } from '../read/pack-reader.js';
import type { DatabaseReport } from './database-report.js';
import { EseCheck } from './ese-check.js';
import type { SetFindings } from './set-problem.js';

const chunkSize = 512 * 1024;
const chunks = 4;

/** What a `ContentCheck` works with. */
export interface ContentCheckParts {
  /** The set's folder. */
  readonly folder: string;
  readonly findings: SetFindings;
  /** Absent if databases and logs are not to be looked into. */
  readonly report: DatabaseReport | undefined;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal | undefined;
}

type Stored = NonNullable<FileLine['stored']>;

/** Compares the bytes on disk with what the lines say, line by line, each byte read once. */
export class ContentCheck {
  /** The places of files and packs that lines name. */
  readonly named = new PathFingerprints();
  readonly #parts: ContentCheckParts;
  readonly #ring = new ChunkRing(chunks, chunkSize);
  #pack: PackReader | undefined;
  /** A pack that couldn't be opened: told once, not for each of its files. */
  #lostPack: string | undefined;

  constructor(parts: ContentCheckParts) {
    this.#parts = parts;
  }

  async checkFile(line: FileLine): Promise<void> {
    const { stored, content } = line;
    if (stored === undefined || content === undefined) return;
    const { findings, meter } = this.#parts;
    meter.startFile(line.path);
    if (stored.bytes !== content.bytes || stored.sha256 !== content.sha256) {
      findings.problem(
        'SET_INVALID',
        line.path,
        'Its bytes on disk and its content differ, in a set that neither encrypts nor compresses.',
      );
    }
    await findings.attempt(line.path, () =>
      stored.offset === undefined
        ? this.#checkStored(line, stored)
        : this.#checkPacked(line, stored, stored.offset),
    );
    meter.endFile();
  }

  async checkPack(line: PackLine): Promise<void> {
    if (this.#lostPack === line.pack) return;
    await this.#parts.findings.attempt(line.pack, async () => {
      const pack = await this.#packAt(line.pack);
      const { bytes, sha256 } = await pack.finish();
      await this.close();
      if (bytes !== line.bytes || sha256 !== line.sha256) throw changed(line.pack);
    });
  }

  /** Lets go of the pack that is open. */
  async close(): Promise<void> {
    await this.#pack?.close();
    this.#pack = undefined;
  }

  async #checkStored(line: FileLine, stored: Stored): Promise<void> {
    if (!this.named.add(stored.in)) throw invalid(`${stored.in} is named by two lines.`);
    const { folder } = this.#parts;
    const file = await openInSet(folder, stored.in);
    try {
      if (file.size !== stored.bytes) {
        throw changed(stored.in, `it has ${file.size} bytes, and ${stored.bytes} were written`);
      }
      const ese = await this.#startEse(line, stored);
      const sha256 = await this.#hash(file, stored, ese);
      await ese?.finish(sha256 === stored.sha256);
      if (sha256 !== stored.sha256) throw changed(stored.in);
    } finally {
      await file.handle.close();
    }
  }

  async #hash(file: StoredFile, { in: place }: Stored, ese: EseCheck | undefined): Promise<string> {
    const { meter, signal } = this.#parts;
    return hashStored(file, {
      place,
      ring: ese?.ring ?? this.#ring,
      signal,
      onChunk: async (chunk) => {
        meter.addBytes(chunk.length);
        ese?.push(chunk);
      },
    });
  }

  async #startEse(line: FileLine, { in: place }: Stored): Promise<EseCheck | undefined> {
    const { folder, findings, report } = this.#parts;
    return report && EseCheck.start({ folder, line, place, findings, report });
  }

  async #checkPacked(line: FileLine, stored: Stored, offset: number): Promise<void> {
    const { meter, signal } = this.#parts;
    signal?.throwIfAborted();
    if (this.#lostPack === stored.in) return;
    const pack = await this.#packAt(stored.in);
    const bytes = await pack.take({ offset, bytes: stored.bytes });
    meter.addBytes(bytes.length);
    if (hash('sha256', bytes) !== stored.sha256) throw changed(`${line.path} in ${stored.in}`);
  }

  async #packAt(place: string): Promise<PackReader> {
    if (this.#pack?.place === place) return this.#pack;
    const left = this.#pack?.place;
    await this.close();
    if (left !== undefined) {
      this.#parts.findings.problem('SET_INVALID', left, 'The pack has no line of its own after its files.');
    }
    this.#lostPack = place;
    if (!this.named.add(place)) throw invalid(`${place} is named again after its line.`);
    this.#pack = await PackReader.open(this.#parts.folder, place);
    this.#lostPack = undefined;
    return this.#pack;
  }
}

function changed(what: string, how = 'its hash differs'): DsBackupError {
  return new DsBackupError({ code: 'SET_DAMAGED', message: `${what} is not what was written: ${how}.` });
}

function invalid(message: string): DsBackupError {
  return new DsBackupError({ code: 'SET_INVALID', message });
}
