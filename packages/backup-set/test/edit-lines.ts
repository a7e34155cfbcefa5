import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A line as a forger sees it. */
export interface ForgedLine {
  readonly [key: string]: unknown;
  readonly path?: string;
  readonly kind?: string;
  readonly pack?: string;
  readonly id?: number;
  readonly stored?: { readonly in: string; readonly offset?: number };
  readonly content?: object;
}

/** What a forger would do: changes lines of a set, and the sums above them, so that all agree. */
export function editLines(set: string, edit: (line: ForgedLine) => unknown): void {
  const path = join(set, 'files.ndjson');
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const edited = lines.map((line) => edit(JSON.parse(line))).filter((line) => line !== undefined);
  const text = edited.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  writeFileSync(path, text);
  const bytes = Buffer.byteLength(text);
  editManifest(set, (manifest) => ({
    ...manifest,
    fileLines: { bytes, sha256: sha256(text), lines: edited.length },
  }));
}

/** Changes the manifest and the sum beside it. A string is written as it is. */
export function editManifest(set: string, edit: (manifest: object) => unknown): void {
  const path = join(set, 'manifest.json');
  const edited = edit(JSON.parse(readFileSync(path, 'utf8')));
  const text = typeof edited === 'string' ? edited : JSON.stringify(edited);
  writeFileSync(path, text);
  writeFileSync(`${path}.sha256`, `${sha256(text)}  manifest.json\n`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
