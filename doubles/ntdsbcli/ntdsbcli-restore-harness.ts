import type {
  CreateRestoreContractHarness,
  ExpectedFailure,
  RestoreContractHarness,
  RestoreContractStep,
} from '@dsbackup/contract';
import {
  createNtdsbcliRestoreDriver,
  createRestoreFileSystem,
  loadNtdsbcli,
  ntdsbcliRestoreCapabilities,
} from '@dsbackup/ntdsbcli';
import { hrCodes, type NtdsbcliApi } from '@dsbackup/ntdsbcli/native';
import { type ErrorCode, type SessionOptions, startRestoreSession } from '@dsbackup/session';
import { type LibraryLoader, win32Status } from '@dsbackup/win32';
import { makeFailingFileSystem } from './failing-file-system.js';
import { controlNtdsbcliDouble, type NtdsbcliDouble } from './ntdsbcli-double.js';
import { SERVER } from './ntdsbcli-tree.js';
import { makeRestoreTree } from './restore-tree.js';

interface CallFailure {
  readonly call: string;
  readonly status: number;
  readonly code: ErrorCode;
}

/** The call behind each step, with a status that it may answer. */
const callFailures: Partial<Record<RestoreContractStep, CallFailure>> = {
  prepare: { call: 'DsRestorePrepareW', status: hrCodes.hrContentsExpired, code: 'EXPIRED' },
  locations: {
    call: 'DsRestoreGetDatabaseLocationsW',
    status: win32Status.ERROR_ACCESS_DENIED,
    code: 'ACCESS_DENIED',
  },
  register: { call: 'DsRestoreRegisterW', status: hrCodes.hrRestoreInProgress, code: 'RESTORE_IN_PROGRESS' },
  commit: {
    call: 'DsRestoreRegisterComplete',
    status: win32Status.ERROR_ACCESS_DENIED,
    code: 'ACCESS_DENIED',
  },
  abort: {
    call: 'DsRestoreRegisterComplete',
    status: win32Status.RPC_S_SERVER_UNAVAILABLE,
    code: 'SERVER_UNAVAILABLE',
  },
  release: {
    call: 'DsRestoreEnd',
    status: win32Status.RPC_S_SERVER_UNAVAILABLE,
    code: 'SERVER_UNAVAILABLE',
  },
};

/** The DLL writes no file: these steps are the file system's. */
const fileFailures = {
  create: { call: 'create', errno: 'EACCES', code: 'TARGET_UNWRITABLE' },
  write: { call: 'write', errno: 'ENOSPC', code: 'INSUFFICIENT_STORAGE' },
  close: { call: 'close', errno: 'EIO', code: 'TARGET_UNWRITABLE' },
} as const;

/** A harness of the restore suite over the double, through the binding and the driver that ship: see `ntdsbcliDoubleHarness`. */
export function ntdsbcliRestoreHarness(loadLibrary: LibraryLoader): CreateRestoreContractHarness {
  return async (): Promise<RestoreContractHarness> => {
    const api = await loadNtdsbcli(loadLibrary);
    const double = controlNtdsbcliDouble(await loadLibrary('ntdsbcli.dll'));
    const tree = await makeRestoreTree();
    const expiryToken = await beginOffline({ api, double, root: tree.root });
    const files = makeFailingFileSystem(createRestoreFileSystem(tree.localPath));
    const start = (token: Uint8Array | undefined, options: SessionOptions | undefined) => {
      const driver = createNtdsbcliRestoreDriver({ api, serverName: SERVER, expiryToken: token, files });
      return startRestoreSession(driver, options);
    };
    return {
      open: (options) => start(expiryToken, options),
      openLocationsOnly: (options) => start(undefined, options),
      capabilities: ntdsbcliRestoreCapabilities(true),
      locations: tree.locations,
      plan: tree.plan,
      contentOf: tree.contentOf,
      failNext(step): ExpectedFailure | undefined {
        if (step === 'create' || step === 'write' || step === 'close') {
          const { call, errno, code } = fileFailures[step];
          files.failNext(call, errno);
          return { code };
        }
        const failure = callFailures[step];
        if (failure === undefined) return undefined;
        // What gives something back has given it back all the same.
        double.setOption('late-failure', step === 'abort' || step === 'release' ? 1 : 0);
        double.failNext(failure);
        return { code: failure.code };
      },
      nativeCalls: () => double.journal().map((line) => line.split(' ')[0] ?? line),
      liveResources: () => double.live(),
      destination: tree.destination,
      destinationMarked: async () =>
        [...(await tree.destination()).keys()].some((path) => path.endsWith('UNFINISHED.txt')),
      verdict: () => verdictOf(double),
      async dispose() {
        double.reset();
        await tree.dispose();
      },
    };
  };
}

/** What the double is to begin with. */
export interface OfflineDouble {
  readonly api: NtdsbcliApi;
  readonly double: NtdsbcliDouble;
  readonly root: string;
}

/** Makes the double an offline domain controller that serves this folder, and answers the token of a backup from before. */
export async function beginOffline({ api, double, root }: OfflineDouble): Promise<Uint8Array> {
  double.reset();
  double.setRoot(root);
  const { expiryToken, hbc } = await api.DsBackupPrepareW(SERVER, 0, 1);
  if (hbc === null) throw new Error('The double made no backup, and so no token.');
  double.reset();
  double.setRoot(root);
  double.setOption('offline', 1);
  return expiryToken.bytes;
}

/** What the double was told of the restore. */
export function verdictOf(double: NtdsbcliDouble): 'none' | 'registered' | 'succeeded' | 'failed' {
  const state = double.registration()?.state;
  if (state === undefined) return 'none';
  if (state === 'locked') return 'registered';
  return state === 0 ? 'succeeded' : 'failed';
}
