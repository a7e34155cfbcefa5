import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDomainController } from '../src/index.js';
import { temporaryFolder } from './hand-made-tree.js';

/** libesedb's own tools know nothing of this project, so that they judge its encoders. */
function run(tool: string, ...args: readonly string[]): string | undefined {
  const { stdout, stderr, error, status } = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (error !== undefined) return undefined;
  if (status !== 0) throw new Error(`${tool} failed with ${status}: ${stderr}`);
  return stdout;
}

const isThere = run('esedbinfo', '-h') !== undefined;
if (!isThere) {
  const message =
    'esedbinfo is not installed, so nobody else judges the made databases (Debian: libesedb-utils).';
  if (process.env.CI) throw new Error(message);
  console.warn(`\n  SKIPPED: ${message}\n`);
}

describe.skipIf(!isThere)('esedbinfo of libesedb', () => {
  for (const pageSize of [4096, 8192, 16384, 32768]) {
    it(`opens a made database with pages of ${pageSize} bytes and lists its tables`, async () => {
      const root = join(await temporaryFolder(), 'dc');
      await createDomainController(root, { size: 4_000_000, logSize: 65_536, pageSize });
      const output = run('esedbinfo', join(root, 'Windows', 'NTDS', 'ntds.dit')) ?? '';
      const tables = [...output.matchAll(/^Table: \d+\s+(\S+) /gm)].map(([, name]) => name);
      expect(tables).toEqual([
        'MSysObjects',
        'MSysObjectsShadow',
        'hiddentable',
        'link_table',
        'sd_table',
        'sdproptable',
        'sdpropcounttable',
        'link_history_table',
        'quota_table',
        'quota_rebuild_progress_table',
        'datatable',
      ]);
      expect(output).toContain(`Page size:\t\t${pageSize} bytes`);
      expect(output).toContain('ATTk589879\tLarge binary data');
    });
  }
});
