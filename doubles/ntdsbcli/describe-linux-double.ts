import type { LibraryLoader } from '@dsbackup/win32';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { loadDouble, loaderOf } from '../load-double.js';
import { describeRing } from '../ring.js';
import { type BackupScene, openBackupScene } from './backup-scene.js';
import { buildNtdsbcliDouble, findMingwHeaders } from './build.js';

/** The double on Linux behind the binding that ships, with a tree to serve. Filled before the first test runs. */
export interface LinuxDouble extends BackupScene {
  path: string;
  loadLibrary: LibraryLoader;
}

/** Describes a ring of tests with the double. Each starts with a double that knows the tree and nothing else. */
export async function describeLinuxDouble(body: (given: LinuxDouble) => void): Promise<void> {
  const name = 'The double of ntdsbcli.dll on Linux, through koffi';
  if (process.platform !== 'linux') {
    describe.skip(name, () => {});
    return;
  }
  // No command goes by the header's name, so that the ring says that it is missing.
  const header = (await findMingwHeaders()) === undefined ? [headerOfMingw] : [];
  describeRing({ name, needs: [{ command: 'gcc', debian: 'gcc libc6-dev' }, ...header] }, () => {
    const given = {} as LinuxDouble;
    beforeAll(async () => {
      const path = await buildNtdsbcliDouble('linux');
      const library = await loadDouble(path);
      const loadLibrary = loaderOf('ntdsbcli.dll', library);
      Object.assign(given, await openBackupScene(loadLibrary), { path, loadLibrary });
    });
    afterAll(() => given.tree.dispose());
    beforeEach(() => {
      given.double.reset();
      given.double.setRoot(given.tree.root);
    });
    afterEach(() => given.double.reset());
    body(given);
  });
}

const headerOfMingw = { command: 'ntdsbcli.h', debian: 'mingw-w64-common' };
