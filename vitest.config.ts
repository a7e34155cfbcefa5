import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Tests read the packages' sources, so that they need no build.
  resolve: { conditions: ['@dsbackup/source', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['@dsbackup/source', 'node', 'import', 'default'] } },
  test: {
    include: ['{packages,apps}/*/{src,test}/**/*.test.ts', 'doubles/**/*.test.ts', 'scripts/**/*.test.ts'],
    // At full count a test takes as long as its count needs.
    testTimeout: process.env.DSBACKUP_FULL === '1' ? 1_800_000 : 30_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
});
