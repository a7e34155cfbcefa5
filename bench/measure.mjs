import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The command as it was built, without a script in between. */
export const dsbackup = [
  process.execPath,
  join(import.meta.dirname, '..', 'apps', 'cli', 'bin', 'dsbackup.js'),
];

/** The peer of `verify`: openssl, told to hash every file below a folder. */
export function hashFiles(folder) {
  return ['sh', '-c', `find '${folder}' -type f -print0 | xargs -0 openssl dgst -sha256 >/dev/null`];
}

/** Runs a command to its end; answers its wall time and, sampled from the kernel's own high-water mark, its peak memory. */
export async function must([file, ...args]) {
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
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9, peakMiB: Math.round(peakMiB) };
}
