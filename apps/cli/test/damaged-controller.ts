import { cp, open } from 'node:fs/promises';
import { join } from 'node:path';

/** Pages of a simulated database of 4 MiB that are damaged beyond repair, and one with one bit flipped. */
export const damagedPages = [77, 78, 300] as const;
export const flippedPage = 200;

const pageSize = 8192;

/** Copies a simulated domain controller and damages pages of its database. */
export async function damageController(source: string, target: string): Promise<void> {
  await cp(source, target, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  const file = await open(join(target, 'Windows/NTDS/ntds.dit'), 'r+');
  try {
    const flip = async (pgno: number, mask: readonly number[]) => {
      const position = (pgno + 1) * pageSize + 5000;
      const bytes = Buffer.alloc(mask.length);
      await file.read(bytes, 0, bytes.length, position);
      await file.write(
        bytes.map((byte, index) => byte ^ (mask[index] ?? 0)),
        0,
        bytes.length,
        position,
      );
    };
    for (const pgno of damagedPages) await flip(pgno, [0xff, 0x0f, 0x3c, 0x81]);
    await flip(flippedPage, [1]);
  } finally {
    await file.close();
  }
}
