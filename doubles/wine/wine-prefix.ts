import { execFile } from 'node:child_process';
import { access, copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../project-root.js';

const run = promisify(execFile);

/** The versions of Windows that the ring sets, as `winecfg` names them. */
export type WineVersion = 'win2003' | 'win2008' | 'win7' | 'win10';

/** A Windows of its own below `.cache/wine`. */
export interface WinePrefix {
  readonly folder: string;
  /** Unix path of its drive C. */
  readonly driveC: string;
  setVersion(version: WineVersion): Promise<void>;
  /** Puts a DLL into System32, where the real loader looks. */
  installDll(path: string): Promise<void>;
  /** Makes `\\?\GLOBALROOT\Device\<device>` lead to a folder. */
  linkDevice(device: string, folder: string): Promise<void>;
}

/** The environment that every program of the prefix runs with. */
export function wineEnvironment(folder: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: process.env['HOME'] ?? '/root',
    WINEPREFIX: folder,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    // In the C locale Wine has no name for characters beyond ASCII, and Node's mkdir of such a path never returns.
    LC_ALL: 'C.UTF-8',
    // A DLL in System32 that Wine has one of its own for is ignored unless it is called native.
    WINEDLLOVERRIDES: 'ntdsbcli,vssapi=n;mscoree,mshtml=',
  };
}

/** Makes the prefix named `name` if it isn't there; the first time takes about 20 seconds. */
export async function prepareWinePrefix(name: string): Promise<WinePrefix> {
  const folder = join(projectRoot, '.cache', 'wine', `prefix-${name}`);
  const env = wineEnvironment(folder);
  const ready = join(folder, '.ready');
  if (!(await exists(ready))) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await run('wineboot', ['-i'], { env, timeout: 180_000 });
    await writeFile(ready, '');
  }
  const driveC = join(folder, 'drive_c');
  return {
    folder,
    driveC,
    async setVersion(version) {
      const key = 'HKCU\\Software\\Wine';
      await run('wine', ['reg', 'add', key, '/v', 'Version', '/t', 'REG_SZ', '/d', version, '/f'], {
        env,
        timeout: 60_000,
      });
    },
    async installDll(path) {
      const target = join(driveC, 'windows', 'system32', basename(path));
      await rm(target, { force: true });
      await copyFile(path, target);
    },
    async linkDevice(device, target) {
      const root = join(folder, 'globalroot');
      await mkdir(join(root, 'Device'), { recursive: true });
      await link(root, join(folder, 'dosdevices', 'globalroot'));
      await link(target, join(root, 'Device', device));
    },
  };
}

async function link(target: string, path: string): Promise<void> {
  await rm(path, { force: true });
  await symlink(target, path);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
