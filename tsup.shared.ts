import type { Options } from 'tsup';

/** The one build of every package: ESM for Node 20, types beside it, no bundled dependency. */
export function packageBuild(entry: string[]): Options {
  return {
    entry: Object.fromEntries(entry.map((file) => [file.replace(/^src\//, '').replace(/\.ts$/, ''), file])),
    format: ['esm'],
    target: 'node20',
    platform: 'node',
    sourcemap: true,
    clean: true,
    treeshake: true,
    // Types are read from the built packages, not from their sources, so that no package inlines another.
    dts: { compilerOptions: { customConditions: [] } },
  };
}
