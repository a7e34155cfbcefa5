import { createNtdsbcliBackupDriver, loadNtdsbcli } from '@dsbackup/ntdsbcli';
import type { NtdsbcliApi } from '@dsbackup/ntdsbcli/native';
import { type BackupReceipt, startBackupSession } from '@dsbackup/session';
import type { LibraryLoader } from '@dsbackup/win32';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { loadDouble, loaderOf } from '../load-double.js';
import { describeRing } from '../ring.js';
import { buildNtdsbcliDouble, findMingwHeaders } from './build.js';
import { controlNtdsbcliDouble, type NtdsbcliDouble } from './ntdsbcli-double.js';
import { makeNtdsbcliTree, type NtdsbcliTree, SERVER } from './ntdsbcli-tree.js';

/** The double on Linux behind the binding that ships, with a tree to serve. Filled before the first test runs. */
export interface LinuxDouble {
  path: string;
  loadLibrary: LibraryLoader;
  double: NtdsbcliDouble;
  api: NtdsbcliApi;
  tree: NtdsbcliTree;
}

/** What one backup brought. */
export interface Backup {
  readonly receipt: BackupReceipt;
  readonly files: ReadonlyMap<string, Uint8Array>;
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
      const api = await loadNtdsbcli(loadLibrary);
      const double = controlNtdsbcliDouble(library);
      Object.assign(given, { path, loadLibrary, api, double, tree: await makeNtdsbcliTree() });
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

/** A whole backup of what the double serves. */
export async function backUp({ api }: LinuxDouble, truncateLogs = false): Promise<Backup> {
  await using session = await startBackupSession(createNtdsbcliBackupDriver({ api, serverName: SERVER }));
  const files = new Map<string, Uint8Array>();
  for await (const file of session.files()) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of session.readFile(file)) chunks.push(Buffer.from(chunk));
    files.set(file.path, Buffer.concat(chunks));
  }
  return { receipt: await session.complete({ truncateLogs }), files };
}

/** The files of a backup that are not what the tree holds, or are missing; and those that it does not hold. */
export function differences({ tree }: LinuxDouble, backup: Backup): string[] {
  const expected = new Map(tree.expected.map((file) => [file.path, file.bytes]));
  const paths = new Set([...expected.keys(), ...backup.files.keys()]);
  return [...paths].filter((path) => {
    const [wanted, got] = [expected.get(path), backup.files.get(path)];
    return wanted === undefined || got === undefined || Buffer.compare(wanted, got) !== 0;
  });
}
