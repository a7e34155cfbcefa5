#!/usr/bin/env node
// The README's commands, on a machine that may have nothing but Node and npm: installs and builds first if needed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const rings = join(root, '.cache', 'rings');

const commands = {
  demo: () => run(process.execPath, ['scripts/demo.mjs', ...process.argv.slice(3)]),
  test: () => test({}),
  'test:full': () => test({ DSBACKUP_FULL: '1' }),
  bench: () => run(process.execPath, ['bench/run.mjs', ...process.argv.slice(3)]),
  check,
};

const command = commands[process.argv[2]];
if (command === undefined) fail(`usage: node scripts/run.mjs ${Object.keys(commands).join('|')}`, 2);
requireNode();
install();
build();
command();

/** Runs the tests and says which rings ran. */
function test(extra) {
  rmSync(rings, { recursive: true, force: true });
  const status = tryRun('npx', ['vitest', 'run', ...process.argv.slice(3)], extra);
  tellRings();
  if (status !== 0) process.exit(status);
}

/** Everything that CI holds the tree to besides the tests. */
function check() {
  run('npx', ['biome', 'ci', '.']);
  run('npx', ['turbo', 'run', 'typecheck', '--output-logs=errors-only']);
  run('npm', ['run', '--silent', 'lint:arrows']);
  run('npm', ['run', '--silent', 'lint:unused']);
  run('npx', ['turbo', 'run', 'lint:pack', '--output-logs=errors-only', '--concurrency=1']);
}

function tellRings() {
  const lines = existsSync(rings)
    ? readdirSync(rings).map((name) => readFileSync(join(rings, name), 'utf8').trim())
    : [];
  console.log('\nRings:');
  for (const line of ['The simulator, in process: ran', ...lines.sort()]) console.log(`  ${line}`);
  console.log('  None of these is a domain controller, and no real one has been tested.\n');
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`dsbackup needs Node.js 20.19 or later; this is ${process.version}.`, 2);
}

/** Installs when the lockfile is not the one that was installed last. */
function install() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  const stamp = join(root, '.cache', 'installed-lock.json');
  const wanted = readFileSync(lock, 'utf8');
  if (existsSync(installed) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing (npm ci) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Builds what changed; turbo remembers the rest. */
function build() {
  if (!existsSync(join(root, 'apps', 'cli', 'dist')))
    console.log('Building, which takes about a minute the first time …');
  run('npx', ['turbo', 'run', 'build', '--output-logs=errors-only', '--log-order=grouped'], { quiet: true });
}

function run(file, args, options = {}) {
  const status = tryRun(file, args, {}, options);
  if (status !== 0) process.exit(status);
}

function tryRun(file, args, extra = {}, { quiet = false } = {}) {
  const child = spawnSync(file, args, {
    cwd: root,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', ...extra },
    stdio: quiet ? ['inherit', 'pipe', 'pipe'] : 'inherit',
    // npm and npx are scripts on Windows, which only a shell starts.
    shell: process.platform === 'win32' && file !== process.execPath,
  });
  if (child.error) fail(`${file}: ${child.error.message}`, 1);
  if (quiet && child.status !== 0) process.stderr.write(Buffer.concat([child.stdout, child.stderr]));
  return child.status ?? 1;
}

function fail(message, status) {
  console.error(message);
  process.exit(status);
}
