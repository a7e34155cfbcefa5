import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '@dsbackup/backup-set';

/** Changes the manifest of a set and makes its sum anew, as anybody can who may write the set. */
export async function rewriteManifest(
  folder: string,
  change: (manifest: Manifest) => Manifest,
): Promise<void> {
  const path = join(folder, 'manifest.json');
  const text = `${JSON.stringify(change(JSON.parse(await readFile(path, 'utf8'))))}\n`;
  const sum = createHash('sha256').update(text).digest('hex');
  await writeFile(path, text);
  await writeFile(`${path}.sha256`, `${sum}  manifest.json\n`);
}
