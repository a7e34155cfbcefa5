import { join } from 'node:path';
import { DsBackupError } from '@dsbackup/session';
import type { DescriptorLine, FileLine, SetLine } from '../format/file-line.js';
import type { Manifest } from '../format/manifest.js';
import { isDirectoryDatabase, isNeeded } from '../format/needed-files.js';
import { parseOriginalPath } from '../format/original-path.js';
import { setLayout } from '../format/set-layout.js';
import { SetTally } from '../format/set-tally.js';
import { SetLineReader } from '../read/set-line-reader.js';
import { ContentByPath } from './content-by-path.js';
import type { ContentCheck } from './content-check.js';
import type { SetFindings } from './set-problem.js';

/** What a `LineCheck` works with. */
export interface LineCheckParts {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly findings: SetFindings;
  readonly content: ContentCheck;
}

/** Walks `files.ndjson` once, has each line's bytes checked, and holds the whole against the manifest. */
export class LineCheck {
  readonly #parts: LineCheckParts;
  readonly #tally = new SetTally();
  readonly #contents = new ContentByPath();
  #descriptors = 0;
  #databases = 0;

  constructor(parts: LineCheckParts) {
    this.#parts = parts;
  }

  async run(): Promise<void> {
    const { folder, findings, content } = this.#parts;
    const place = setLayout.fileLines;
    const reader = new SetLineReader(join(folder, place));
    await findings.attempt(place, async () => {
      try {
        for await (const read of reader) {
          if ('line' in read) await this.#check(read.line, read.number);
          else findings.problem('SET_INVALID', place, `Line ${read.number} is not valid: ${read.problem}.`);
        }
      } finally {
        await content.close();
      }
      this.#compare(reader);
    });
  }

  async #check(line: SetLine, number: number): Promise<void> {
    const { content } = this.#parts;
    if ('pack' in line) {
      this.#tally.addPack(line);
      await content.checkPack(line);
    } else if ('id' in line) {
      this.#checkDescriptor(line, number);
    } else {
      this.#tally.addFile(line);
      this.#checkReferences(line, number);
      this.#checkNeeded(line);
      await content.checkFile(line);
    }
  }

  #checkDescriptor({ id }: DescriptorLine, number: number): void {
    if (id === this.#descriptors) this.#descriptors++;
    else this.#invalid(number, `security descriptor ${id} comes where ${this.#descriptors} must`);
  }

  #checkReferences(line: FileLine, number: number): void {
    const { path, securityDescriptor = -1 } = line;
    if (securityDescriptor >= this.#descriptors) {
      this.#invalid(number, `security descriptor ${securityDescriptor} was not given before`);
    }
    if (!this.#contents.agrees(line)) {
      this.#invalid(number, `another line gives ${path} another content`);
    }
    try {
      requirePlainNames(path, parseOriginalPath(path).names);
    } catch (error) {
      if (!DsBackupError.is(error)) throw error;
      this.#parts.findings.problem(error.code, path, error.message);
    }
  }

  #checkNeeded(line: FileLine): void {
    const { path, stored, skipped } = line;
    if (stored !== undefined && isDirectoryDatabase(line)) this.#databases++;
    if (skipped === undefined || !isNeeded(line)) return;
    const message = `The file is not in the set, and no restore can do without it: ${skipped}`;
    this.#parts.findings.problem('SET_INCOMPLETE', path, message);
  }

  #compare(reader: SetLineReader): void {
    const { manifest, findings } = this.#parts;
    const { bytes, sha256, lines } = reader.digest();
    const written = manifest.fileLines;
    if (bytes !== written.bytes || sha256 !== written.sha256 || lines !== written.lines) {
      findings.problem('SET_DAMAGED', setLayout.fileLines, 'It is not what the manifest was made for.');
    }
    if (this.#databases === 0) {
      findings.problem('SET_INCOMPLETE', setLayout.fileLines, 'The set holds no directory database.');
    }
    const totals = this.#tally.totals();
    for (const key of [
      'files',
      'directories',
      'reparsePoints',
      'skipped',
      'contentBytes',
      'packs',
      'storedBytes',
    ] as const) {
      if (totals[key] === manifest.totals[key]) continue;
      const message = `The manifest counts ${manifest.totals[key]} for ${key}, and the lines ${totals[key]}.`;
      findings.problem('SET_DAMAGED', setLayout.manifest, message);
    }
  }

  #invalid(number: number, why: string): void {
    this.#parts.findings.problem('SET_INVALID', setLayout.fileLines, `Line ${number} is not valid: ${why}.`);
  }
}

/** No file of Windows has such a name: it would lead elsewhere for a program that takes the path as it stands. */
function requirePlainNames(path: string, names: readonly string[]): void {
  const odd = names.find((name) => name === '.' || name === '..' || name.includes('/'));
  if (odd === undefined) return;
  throw new DsBackupError({
    code: 'UNSAFE_PATH',
    message: `${JSON.stringify(path)} has ${JSON.stringify(odd)} in it, which is the name of no file.`,
  });
}
