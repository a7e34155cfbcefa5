import { createNtdsbcliBackupDriver, loadNtdsbcli } from '@dsbackup/ntdsbcli';
import type { NtdsbcliApi } from '@dsbackup/ntdsbcli/native';
import { type BackupReceipt, startBackupSession } from '@dsbackup/session';
import type { LibraryLoader } from '@dsbackup/win32';
import { controlNtdsbcliDouble, type NtdsbcliDouble } from './ntdsbcli-double.js';
import { makeNtdsbcliTree, type NtdsbcliTree, SERVER } from './ntdsbcli-tree.js';

/** The double behind the binding that ships, with a tree that it can be made to serve. */
export interface BackupScene {
  readonly api: NtdsbcliApi;
  readonly double: NtdsbcliDouble;
  readonly tree: NtdsbcliTree;
}

/** Makes one; its tree is to be disposed of. */
export async function openBackupScene(loadLibrary: LibraryLoader): Promise<BackupScene> {
  const double = controlNtdsbcliDouble(await loadLibrary('ntdsbcli.dll'));
  return { api: await loadNtdsbcli(loadLibrary), double, tree: await makeNtdsbcliTree() };
}

/** What one backup brought. */
export interface Backup {
  readonly receipt: BackupReceipt;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A whole backup of what the double serves. */
export async function backUp({ api }: BackupScene, truncateLogs = false): Promise<Backup> {
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
export function differences({ tree }: BackupScene, backup: Backup): string[] {
  const expected = new Map(tree.expected.map((file) => [file.path, file.bytes]));
  const paths = new Set([...expected.keys(), ...backup.files.keys()]);
  return [...paths].filter((path) => {
    const [wanted, got] = [expected.get(path), backup.files.get(path)];
    return wanted === undefined || got === undefined || Buffer.compare(wanted, got) !== 0;
  });
}
