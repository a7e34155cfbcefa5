import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const SOURCE = join(import.meta.dirname, '../../../../shared/data/ese');

/** Whether the real files lie beside the project; says loudly when they do not. */
export function hasRealFiles(): boolean {
  const found = existsSync(SOURCE);
  if (!found) {
    console.warn(
      'SKIPPED: no real database files at ../shared/data/ese from the project root: only made-up ones are checked',
    );
  }
  return found;
}

/** Unpacks all of them into a temporary folder, one subfolder each. */
export async function unpackRealFiles(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'dsbackup-ese-real-'));
  for (const name of await readdir(SOURCE)) {
    await mkdir(join(folder, name));
    for (const packed of await readdir(join(SOURCE, name))) {
      const bytes = gunzipSync(await readFile(join(SOURCE, name, packed)));
      await writeFile(join(folder, name, packed.replace(/\.gz$/, '')), bytes);
    }
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
