import { createNtdsbcliRestoreDriver, createRestoreFileSystem, loadNtdsbcli } from '@dsbackup/ntdsbcli';
import type { NtdsbcliApi } from '@dsbackup/ntdsbcli/native';
import { type RestoreReceipt, startRestoreSession } from '@dsbackup/session';
import type { LibraryLoader } from '@dsbackup/win32';
import { type FailingFileSystem, makeFailingFileSystem } from './failing-file-system.js';
import { controlNtdsbcliDouble, type NtdsbcliDouble } from './ntdsbcli-double.js';
import { beginOffline } from './ntdsbcli-restore-harness.js';
import { SERVER } from './ntdsbcli-tree.js';
import { makeRestoreTree, type RestoreTree } from './restore-tree.js';

/** An offline domain controller that no restore has touched yet, and a restore of it. */
export interface RestoreScene {
  readonly api: NtdsbcliApi;
  readonly double: NtdsbcliDouble;
  readonly tree: RestoreTree;
  readonly files: FailingFileSystem;
  /** A whole restore, to its end. */
  restore(): Promise<RestoreReceipt>;
  /** Which of the two the destination is. Anything between them is neither. */
  destinationIs(): Promise<'old' | 'new' | 'neither'>;
  dispose(): Promise<void>;
}

/** Makes one. The double is one for the process, so there is one scene at a time. */
export async function openRestoreScene(loadLibrary: LibraryLoader): Promise<RestoreScene> {
  const api = await loadNtdsbcli(loadLibrary);
  const double = controlNtdsbcliDouble(await loadLibrary('ntdsbcli.dll'));
  const tree = await makeRestoreTree();
  const before = await tree.destination();
  const expiryToken = await beginOffline({ api, double, root: tree.root });
  const files = makeFailingFileSystem(createRestoreFileSystem(tree.localPath));
  return {
    api,
    double,
    tree,
    files,
    async restore() {
      const driver = createNtdsbcliRestoreDriver({ api, serverName: SERVER, expiryToken, files });
      await using session = await startRestoreSession(driver);
      await session.locations();
      await session.register(tree.plan);
      for (const file of tree.plan.files) await session.writeFile(file, [tree.contentOf(file)]);
      return await session.complete();
    },
    async destinationIs() {
      const now = await tree.destination();
      if (isSame(now, before)) return 'old';
      const foreign = [...before].filter(([path]) => path.endsWith('notes.txt'));
      const restored = tree.plan.files.map((file): [string, Uint8Array] => [file.path, tree.contentOf(file)]);
      return isSame(now, new Map([...restored, ...foreign])) ? 'new' : 'neither';
    },
    async dispose() {
      double.reset();
      await tree.dispose();
    },
  };
}

function isSame(one: ReadonlyMap<string, Uint8Array>, other: ReadonlyMap<string, Uint8Array>): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([path, bytes]) => Buffer.compare(bytes, other.get(path) ?? Buffer.alloc(0)) === 0);
}
