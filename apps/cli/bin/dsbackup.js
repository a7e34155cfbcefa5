#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/index.js', import.meta.url);
if (!existsSync(built)) {
  console.error('dsbackup is not built yet. In its repository run: npm run build');
  process.exit(1);
}
// A signal that comes while the program is still loading ends it as one that comes later does.
const early = [
  ['SIGINT', 130],
  ['SIGBREAK', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
].map(([name, exitCode]) => [name, () => endEarly(name, exitCode)]);
for (const [name, listener] of early) process.on(name, listener);
const { main } = await import(built.href);
const running = main();
for (const [name, listener] of early) process.off(name, listener);
await running;

function endEarly(name, exitCode) {
  if (process.argv.includes('--json')) {
    const error = { code: 'INTERRUPTED', message: `Interrupted by ${name}.` };
    console.log(JSON.stringify({ event: 'result', ok: false, exitCode, error }));
  }
  process.exit(exitCode);
}
