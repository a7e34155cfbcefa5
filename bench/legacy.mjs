// What reading through ntdsbcli.dll costs: `readFile()` written to a file, beside the same loop in C (gcc -O2), over the same
// double. Needs Linux with gcc and mingw-w64's headers. Usage: node bench/legacy.mjs [--runs 5] [--size 1GiB] [--dir DIR]
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dsbackup, must } from './measure.mjs';
import { median, ratioOf, report } from './report.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    size: { type: 'string', default: '1GiB' },
    dir: { type: 'string', default: tmpdir() },
  },
});
/** The last of these is what counts: the first ones fill caches and let the engine compile. */
const rounds = '3';
const work = await mkdtemp(join(values.dir, 'dsbackup-bench-'));
const scripts = join(import.meta.dirname, 'legacy');
try {
  const root = join(work, 'dc');
  await must([...dsbackup, 'simulate', root, '--quiet', '--windows', '2003', '--size', values.size]);
  const programs = await compile();
  const results = [];
  for (const chunk of [256, 1024, 4096]) results.push(await compareCopies(programs, root, chunk * 1024));
  results.push(await compareReads(programs, root));
  await report('legacy', results);
} finally {
  await rm(work, { recursive: true, force: true });
}

async function compile() {
  const native = join(import.meta.dirname, '..', 'doubles', 'ntdsbcli', 'native');
  const sources = (await readdir(native)).filter((name) => name.endsWith('.c'));
  const double = join(work, 'ntdsbcli-double.so');
  const headers = ['-I', join(native, 'linux'), '-idirafter', '/usr/share/mingw-w64/include'];
  const flags = [
    '-std=c11',
    '-O2',
    '-shared',
    '-fPIC',
    '-D_GNU_SOURCE',
    '-D_FILE_OFFSET_BITS=64',
    '-pthread',
  ];
  execFileSync('gcc', [...flags, ...sources.map((name) => join(native, name)), ...headers, '-o', double]);
  const loop = join(work, 'read-loop');
  execFileSync('gcc', ['-O2', '-Wall', '-Werror', join(scripts, 'read-loop.c'), '-o', loop, '-ldl']);
  return { double, loop };
}

async function compareCopies({ double, loop }, root, chunk) {
  const target = join(work, 'copy');
  const options = [double, root, target, `${chunk}`, rounds];
  const [ours, theirs, delays] = [[], [], []];
  for (let run = 0; run < Number(values.runs); run += 1) {
    theirs.push(Number(answerOf(loop, options)));
    const { nanoseconds, delay99 } = JSON.parse(
      answerOf(process.execPath, [join(scripts, 'read-file.mjs'), ...options]),
    );
    ours.push(nanoseconds);
    delays.push(delay99);
  }
  return {
    what: `readFile to a file, chunks of ${chunk / 1024} KiB`,
    peer: 'C, gcc -O2',
    ...shares(theirs, ours),
    'loop late by, p99 ms': Number(median(delays).toFixed(1)),
  };
}

/** C pays for one call and the bytes; so much more does a `read(buffer)` cost. */
async function compareReads({ double, loop }, root) {
  const [ours, theirs] = [[], []];
  const options = [double, root, '/dev/null', '24576', rounds];
  const reads = (bytes) => bytes / 24_576;
  const { size } = await stat(join(root, 'Windows', 'NTDS', 'ntds.dit'));
  for (let run = 0; run < Number(values.runs); run += 1) {
    theirs.push(Number(answerOf(loop, options)) / reads(size));
    ours.push(
      JSON.parse(answerOf(process.execPath, [join(scripts, 'read-buffer.mjs'), double, root])).nanoseconds,
    );
  }
  return {
    what: 'one read(buffer) of 24 KiB',
    peer: 'C, gcc -O2',
    ...shares(theirs, ours),
    'microseconds each': Number((median(ours) / 1000).toFixed(1)),
  };
}

/** Our speed as a share of the peer's: above 1 it is faster. */
function shares(theirs, ours) {
  const { ratio, lowest, highest } = ratioOf(theirs, ours);
  return { 'share of its speed': ratio, lowest, highest };
}

function answerOf(file, options) {
  return execFileSync(file, options, { encoding: 'utf8' }).trim();
}
