// What a check of every page costs beside `openssl dgst -sha256` of the same bytes: the scan alone, and `verify`, which hashes and
// scans in one read. Needs Linux with openssl. Usage: node bench/ese.mjs [--runs 5] [--size 2GiB] [--page-size 8192]
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyBackupSet } from '@dsbackup/backup-set';
import { dsbackup, hashFiles, must } from './measure.mjs';
import { ratioOf, report } from './report.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    size: { type: 'string', default: '2GiB' },
    'page-size': { type: 'string', default: '8192' },
    dir: { type: 'string', default: tmpdir() },
  },
});
const work = await mkdtemp(join(values.dir, 'dsbackup-bench-'));
try {
  const source = join(work, 'dc');
  const sets = join(work, 'sets');
  const sizes = ['--size', values.size, '--page-size', values['page-size']];
  await must([...dsbackup, 'simulate', source, '--quiet', ...sizes]);
  await must([...dsbackup, 'backup', '--simulated', source, '--to', sets, '--plaintext', '--quiet']);
  const set = join(sets, (await readdir(sets))[0]);
  const database = join(source, 'Windows', 'NTDS', 'ntds.dit');
  const scan = [process.execPath, join(import.meta.dirname, 'scan-database.mjs'), database];
  const results = [
    await compare('scanDatabase, a process', scan, ['openssl', 'dgst', '-sha256', database]),
    await compare('dsbackup verify', [...dsbackup, 'verify', set, '--quiet'], hashFiles(set)),
    await compare('verifyBackupSet, in a program that runs already', () => verify(set), hashFiles(set)),
  ];
  await report('ese', results);
} finally {
  await rm(work, { recursive: true, force: true });
}

async function verify(set) {
  const started = process.hrtime.bigint();
  const { verdict } = await verifyBackupSet(set);
  if (verdict !== 'whole') throw new Error(`${set} is ${verdict}`);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  return { seconds, peakMiB: Math.round(process.resourceUsage().maxRSS / 1024) };
}

/** Runs both in turn; the first of each only warms the cache. */
async function compare(what, command, peer) {
  const [ours, theirs] = [[], []];
  let peakMiB = 0;
  for (let run = -1; run < Number(values.runs); run += 1) {
    const one = await (typeof command === 'function' ? command() : must(command));
    const other = await must(peer);
    if (run < 0) continue;
    ours.push(one.seconds);
    theirs.push(other.seconds);
    peakMiB = Math.max(peakMiB, one.peakMiB);
  }
  return { what, size: values.size, peer: 'openssl dgst -sha256', ...ratioOf(ours, theirs), peakMiB };
}
