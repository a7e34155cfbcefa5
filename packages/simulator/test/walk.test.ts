import { join } from 'node:path';
import { checkDirectoryTables, walkDatabase } from '@dsbackup/ese';
import { describe, expect, it } from 'vitest';
import { createDomainController } from '../src/index.js';
import { temporaryFolder } from './hand-made-tree.js';

/** A datatable of one leaf, of one level of branches, and of more than a level with pages of 4 KiB. */
const sizes = [2_200_000, 12_000_000];

describe('the trees of a made database', () => {
  for (const pageSize of [4096, 8192, 16384, 32768]) {
    for (const shutdown of ['clean', 'dirty'] as const) {
      it(`are sound with pages of ${pageSize} bytes after a ${shutdown} shutdown`, async () => {
        for (const size of sizes) {
          const root = join(await temporaryFolder(), 'dc');
          await createDomainController(root, { size, pageSize, shutdown, logSize: 65_536 });
          const walk = await walkDatabase(join(root, 'Windows', 'NTDS', 'ntds.dit'));
          expect(walk.findings).toEqual([]);
          expect(walk.ok).toBe(true);
          expect(checkDirectoryTables(walk)).toEqual([]);
          const owned = walk.inspection.owned?.lastPage ?? 0;
          expect(walk.reachedPages + walk.freePages).toBe(owned);
          const datatable = walk.tables.find(({ name }) => name === 'datatable');
          const records = datatable?.trees.find(({ kind }) => kind === 'table')?.nodes ?? 0;
          // A record of 1 KiB is in each KiB of a leaf, and all but some 60 pages are leaves.
          expect(records).toBeGreaterThan((owned - 60) * 0.9 * (pageSize / 1024));
        }
      });
    }
  }
});
