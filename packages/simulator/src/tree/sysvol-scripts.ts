import { SeededRandom } from '../database/seeded-random.js';
import type { SmallFile } from './system-files.js';

/** The size of each, in bytes. */
export const scriptBytes = 4096;
const filesPerFolder = 250;

/** Many small files in SYSVOL, made one by one: 250 to a folder, 4 KiB each. */
export function* sysvolScripts(count: number, seed: number): Generator<SmallFile> {
  const random = new SeededRandom(seed ^ 0x5c71);
  for (let index = 0; index < count; index++) {
    const folder = String(Math.floor(index / filesPerFolder)).padStart(4, '0');
    const bytes = random.bytes(scriptBytes);
    yield {
      path: `Windows/SYSVOL/domain/scripts/${folder}/script-${String(index).padStart(6, '0')}.cmd`,
      bytes,
    };
  }
}
