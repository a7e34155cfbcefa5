import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Tests read the packages' sources, so that they need no build.
  resolve: { conditions: ['@dsbackup/source', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['@dsbackup/source', 'node', 'import', 'default'] } },
  test: {
    include: ['{packages,apps}/*/{src,test}/**/*.test.ts', 'doubles/**/*.test.ts', 'scripts/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
});
