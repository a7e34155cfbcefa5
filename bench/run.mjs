// Speed as ratios against peers in the same run: `backup` beside `cp -r` and `sync`, `verify` beside `openssl dgst -sha256`
// of the same files. Needs Linux with cp, sync and openssl. Usage: node bench/run.mjs [--runs 3] [--size 2GiB] [--files 20000]
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cli = join(root, 'apps', 'cli', 'bin', 'dsbackup.js');
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    size: { type: 'string', default: '2GiB' },
    files: { type: 'string', default: '20000' },
    dir: { type: 'string', default: tmpdir() },
  },
});
const runs = Number(values.runs);
const work = await mkdtemp(join(values.dir, 'dsbackup-bench-'));
const results = [];
try {
  await compare('one large file', ['--size', values.size]);
  await compare(`${values.files} files of 4 KiB`, ['--size', '1MiB', '--sysvol-files', values.files]);
} finally {
  await rm(work, { recursive: true, force: true });
}
console.table(results);
const folder = join(root, 'bench', 'results');
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'latest.json'), `${JSON.stringify(results, null, 2)}\n`);

/** Measures both commands and both peers in turn, so that a machine whose speed drifts is fair to each. */
async function compare(what, simulateOptions) {
  const source = join(work, 'dc');
  await rm(source, { recursive: true, force: true });
  await must([process.execPath, cli, 'simulate', source, '--quiet', ...simulateOptions]);
  const [backups, copies, verifies, hashes] = [[], [], [], []];
  const peak = { backup: 0, verify: 0 };
  for (let run = 0; run < runs; run += 1) {
    const [copy, sets] = [join(work, 'copy'), join(work, 'sets')];
    await settle(copy, sets);
    copies.push((await must(['sh', '-c', `cp -r '${source}/Windows' '${copy}' && sync`])).seconds);
    await settle(copy, sets);
    const backup = await must([
      process.execPath,
      cli,
      'backup',
      '--simulated',
      source,
      '--to',
      sets,
      '--plaintext',
      '--quiet',
    ]);
    backups.push(backup.seconds);
    peak.backup = Math.max(peak.backup, backup.peakMiB);
    const set = join(sets, (await readdir(sets))[0]);
    await must(['sh', '-c', `find '${set}' -type f -exec cat {} + >/dev/null`]);
    const verify = await must([process.execPath, cli, 'verify', set, '--quiet']);
    verifies.push(verify.seconds);
    peak.verify = Math.max(peak.verify, verify.peakMiB);
    // The same files: those of the source, one each, as openssl would be asked to hash them.
    hashes.push(
      (
        await must([
          'sh',
          '-c',
          `find '${source}/Windows' -type f -print0 | xargs -0 openssl dgst -sha256 >/dev/null`,
        ])
      ).seconds,
    );
  }
  report(what, 'backup', 'cp -r and sync', backups, copies, peak.backup);
  report(what, 'verify', 'openssl dgst -sha256', verifies, hashes, peak.verify);
}

function report(what, command, peer, ours, theirs, peakMiB) {
  const ratios = ours.map((seconds, index) => seconds / theirs[index]).sort((a, b) => a - b);
  const median = ratios[Math.floor(ratios.length / 2)];
  results.push({
    what,
    command,
    peer,
    ratio: Number(median.toFixed(2)),
    lowest: Number(ratios[0].toFixed(2)),
    highest: Number(ratios.at(-1).toFixed(2)),
    peakMiB: Math.round(peakMiB),
  });
}

/** Clears what an earlier run left, and waits until the disk has it. */
async function settle(...paths) {
  for (const path of paths) await rm(path, { recursive: true, force: true });
  await must(['sync']);
}

/** Runs a command to its end; answers its wall time and, sampled from the kernel's own high-water mark, its peak memory. */
async function must([file, ...args]) {
  const started = process.hrtime.bigint();
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  let peakMiB = 0;
  const sample = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peakMiB = Math.max(peakMiB, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }, 25);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(sample);
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}`);
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9, peakMiB };
}
