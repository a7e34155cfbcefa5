import { join } from 'node:path';
import { build } from 'tsup';

const root = join(import.meta.dirname, '..');

/**
 * Builds the programs of `test/programs` with all that they import, from source, into `folder`, so that a test can
 * run them in a process of their own: one to be killed, or one whose memory is measured.
 */
export async function buildPrograms(folder: string): Promise<void> {
  await build({
    config: false,
    silent: true,
    entry: {
      'write-set': join(root, 'test', 'programs', 'write-set.ts'),
      'read-set': join(root, 'test', 'programs', 'read-set.ts'),
    },
    outDir: folder,
    format: ['esm'],
    outExtension: () => ({ js: '.js' }),
    target: 'node20',
    platform: 'node',
    noExternal: [/.*/],
    tsconfig: join(root, 'tsconfig.json'),
    esbuildOptions: (options) => {
      options.conditions = ['@dsbackup/source'];
    },
  });
}
