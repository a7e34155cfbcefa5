#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/index.js', import.meta.url);
if (!existsSync(built)) {
  console.error('dsbackup is not built yet. In its repository run: npm run build');
  process.exit(1);
}
const { main } = await import(built.href);
await main();
