import { spawn } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WindowsNode } from './windows-node.js';
import { type WinePrefix, wineEnvironment } from './wine-prefix.js';

/** What a program under Wine left behind. */
export interface WineResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A Node program to run under Wine. Paths in `args` are Windows' (see `windowsPath`). */
export interface WineRun {
  readonly prefix: WinePrefix;
  /** Windows' Node; or, with no packages of its own, any other program. */
  readonly node: WindowsNode;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly timeout?: number;
}

/** Wine shows the whole Unix tree as drive Z. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`;
}

/**
 * Runs Windows' Node. Its output goes to files and its input is empty: over pipes Node under Wine 8 fails
 * with EBADF.
 */
export async function runUnderWine(run: WineRun): Promise<WineResult> {
  const folder = await mkdtemp(join(tmpdir(), 'dsbackup-wine-'));
  const out = await open(join(folder, 'out'), 'w');
  const err = await open(join(folder, 'err'), 'w');
  try {
    const child = spawn('wine', [run.node.executable, ...run.args], {
      env: {
        ...wineEnvironment(run.prefix.folder),
        NODE_SKIP_PLATFORM_CHECK: '1',
        NODE_PATH: windowsPath(run.node.modules),
        NO_COLOR: '1',
        ...run.env,
      },
      stdio: ['ignore', out.fd, err.fd],
      timeout: run.timeout ?? 120_000,
      killSignal: 'SIGKILL',
    });
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? -1));
    });
    return {
      exitCode,
      stdout: await readFile(join(folder, 'out'), 'utf8'),
      stderr: await readFile(join(folder, 'err'), 'utf8'),
    };
  } finally {
    await out.close();
    await err.close();
    await rm(folder, { recursive: true, force: true });
  }
}
