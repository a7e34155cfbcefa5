// Speed as ratios against peers in the same run: `backup` beside `cp -r` and `sync`, `verify` beside `openssl dgst -sha256`
// of the same files. Needs Linux with cp, sync and openssl. Usage: node bench/command.mjs [--runs 3] [--size 2GiB] [--files 20000]
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { dsbackup, hashFiles, must } from './measure.mjs';
import { ratioOf, report } from './report.mjs';

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
await report('command', results);

/** Measures both commands and both peers in turn, so that a machine whose speed drifts is fair to each. */
async function compare(what, simulateOptions) {
  const source = join(work, 'dc');
  await rm(source, { recursive: true, force: true });
  await must([...dsbackup, 'simulate', source, '--quiet', ...simulateOptions]);
  const [backups, copies, verifies, hashes] = [[], [], [], []];
  const peak = { backup: 0, verify: 0 };
  for (let run = 0; run < runs; run += 1) {
    const [copy, sets] = [join(work, 'copy'), join(work, 'sets')];
    await settle(copy, sets);
    copies.push((await must(['sh', '-c', `cp -r '${source}/Windows' '${copy}' && sync`])).seconds);
    await settle(copy, sets);
    const options = ['--simulated', source, '--to', sets, '--plaintext', '--quiet'];
    const backup = await must([...dsbackup, 'backup', ...options]);
    backups.push(backup.seconds);
    peak.backup = Math.max(peak.backup, backup.peakMiB);
    const set = join(sets, (await readdir(sets))[0]);
    await must(['sh', '-c', `find '${set}' -type f -exec cat {} + >/dev/null`]);
    const verify = await must([...dsbackup, 'verify', set, '--quiet']);
    verifies.push(verify.seconds);
    peak.verify = Math.max(peak.verify, verify.peakMiB);
    // The same files: those of the source, one each, as openssl would be asked to hash them.
    hashes.push((await must(hashFiles(join(source, 'Windows')))).seconds);
  }
  results.push(
    { what, command: 'backup', peer: 'cp -r and sync', ...ratioOf(backups, copies), peakMiB: peak.backup },
    {
      what,
      command: 'verify',
      peer: 'openssl dgst -sha256',
      ...ratioOf(verifies, hashes),
      peakMiB: peak.verify,
    },
  );
}

/**
 * Clears what an earlier run left, waits until the disk has it, and then until a virtual machine has given the freed
 * memory back to its host: who writes first after that pays for getting it again, and each must be the first alike.
 */
async function settle(...paths) {
  for (const path of paths) await rm(path, { recursive: true, force: true });
  await must(['sync']);
  await setTimeout(5000);
}
