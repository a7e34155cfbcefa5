import { createNtdsbcliBackupDriver, loadNtdsbcli } from '@dsbackup/ntdsbcli';
import { startBackupSession } from '@dsbackup/session';
import { createNativeLibrary } from '@dsbackup/win32';
import koffi from 'koffi';

/** A session over the double at a path, whose drive C is `root`: the driver and the binding that ship. */
export async function startSession(double, root) {
  const library = koffi.load(double);
  const loader = async (name) =>
    createNativeLibrary({
      name,
      resolveSymbol: (symbol) => library.symbol(symbol),
      readLastError: () => 0,
    });
  library.func('void DsDouble_SetRoot(const char *folder)')(root);
  const api = await loadNtdsbcli(loader);
  return startBackupSession(createNtdsbcliBackupDriver({ api, serverName: 'DC01' }), {});
}
