import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../project-root.js';

/**
 * Bundles a TypeScript file, from the packages' sources, into one that Windows' Node runs; koffi stays outside.
 * Answers its Unix path.
 */
export async function bundleForWine(source: string): Promise<string> {
  const outfile = join(projectRoot, '.cache', 'wine', 'bundles', `${basename(source, '.ts')}.mjs`);
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@dsbackup/source'],
    external: ['koffi'],
    logLevel: 'error',
  });
  return outfile;
}
