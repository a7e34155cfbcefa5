// The checksum kernel of @dsbackup/ese beside the best C that we can write for the same sums (bench/kernel/page-sums.c),
// 256 MiB of pages on one core each, round by round in turn. Needs gcc. Usage: node bench/kernel.mjs [--rounds 31]
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { sealPage } from '@dsbackup/ese';
import { compileKernel } from '../packages/ese/kernel/compile-kernel.mjs';
import { median, report } from './report.mjs';

const total = 256 * 2 ** 20;
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '31' } } });
const rounds = Number(values.rounds);
const folder = await mkdtemp(join(tmpdir(), 'dsbackup-bench-'));
try {
  const results = [];
  for (const pageSize of [8192, 4096]) results.push(await compare(pageSize));
  await report('kernel', results);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** The kernel's speed as a share of C's: above 1 it is faster. Of C's three widths of vector the fastest counts. */
async function compare(pageSize) {
  const kernel = await startKernel(pageSize);
  const peers = await Promise.all([16, 32, 64].map((bytes) => startPeer(pageSize, bytes)));
  for (const { sum } of peers) if (sum !== kernel.sum) throw new Error('C and the kernel differ');
  const times = [kernel, ...peers].map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, one] of [kernel, ...peers].entries()) times[index].push(await one.round());
  }
  for (const peer of peers) peer.end();
  const [ours, ...theirs] = times;
  const fastest = theirs.reduce((one, other) => (median(other) < median(one) ? other : one));
  const shares = fastest.map((nanoseconds, round) => nanoseconds / ours[round]);
  return {
    what: `pages of ${pageSize} bytes, 256 MiB`,
    peer: 'C, gcc -O3 -march=native',
    'share of its speed': Number(median(shares).toFixed(2)),
    'kernel GB/s': Number((total / median(ours)).toFixed(1)),
    'peer GB/s': Number((total / median(fastest)).toFixed(1)),
  };
}

async function startKernel(pageSize) {
  const memory = new WebAssembly.Memory({ initial: total / 65536 });
  const { instance } = await WebAssembly.instantiate(await compileKernel(), { env: { memory } });
  return { sum: fillAndSeal(memory.buffer, pageSize), round };

  async function round() {
    const from = process.hrtime.bigint();
    const good = instance.exports.goodPages(0, total / pageSize, pageSize, 0);
    const nanoseconds = Number(process.hrtime.bigint() - from);
    if (good !== total / pageSize) throw new Error('The kernel refuses a good page');
    return nanoseconds;
  }
}

/** The same pages as in C; answers the XOR of all their checksums. */
function fillAndSeal(buffer, pageSize) {
  const words = new Uint32Array(buffer);
  let state = 1;
  for (let index = 0; index < words.length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    words[index] = state;
  }
  const view = new DataView(buffer);
  let sum = 0n;
  for (let pgno = 0; pgno < total / pageSize; pgno += 1) {
    const page = new Uint8Array(buffer, pgno * pageSize, pageSize);
    view.setUint32(pgno * pageSize + 36, 0x2802, true);
    sealPage(page, pgno);
    sum ^= view.getBigUint64(pgno * pageSize, true);
  }
  return sum.toString(16).padStart(16, '0');
}

async function startPeer(pageSize, vectorBytes) {
  const program = join(folder, `page-sums-${pageSize}-${vectorBytes}`);
  const source = join(import.meta.dirname, 'kernel', 'page-sums.c');
  const defines = [`-DPAGE_SIZE=${pageSize}`, `-DVECTOR_BYTES=${vectorBytes}`];
  execFileSync('gcc', ['-O3', '-march=native', '-Wno-psabi', ...defines, '-o', program, source]);
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${program} ended`);
    return value;
  };
  return {
    sum: await next(),
    round: async () => {
      child.stdin.write('\n');
      return Number(await next());
    },
    end: () => child.stdin.end(),
  };
}
