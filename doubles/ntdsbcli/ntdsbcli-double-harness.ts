import type { ContractHarness, ContractStep, CreateContractHarness } from '@dsbackup/contract';
import { createNtdsbcliBackupDriver, loadNtdsbcli, ntdsbcliCapabilities } from '@dsbackup/ntdsbcli';
import { hrCodes } from '@dsbackup/ntdsbcli/native';
import { type ErrorCode, startBackupSession } from '@dsbackup/session';
import { type LibraryLoader, win32Status } from '@dsbackup/win32';
import { controlNtdsbcliDouble } from './ntdsbcli-double.js';
import { makeNtdsbcliTree, SERVER } from './ntdsbcli-tree.js';

interface StepFailure {
  readonly call: string;
  readonly status: number;
  readonly code: ErrorCode;
}

/** The call behind each step, with a status that it may answer. `release` makes none, since both ways out end the backup. */
const stepFailures: Partial<Record<ContractStep, StepFailure>> = {
  prepare: { call: 'DsBackupPrepareW', status: hrCodes.hrCouldNotConnect, code: 'SERVER_UNAVAILABLE' },
  databases: {
    call: 'DsBackupGetDatabaseNamesW',
    status: win32Status.ERROR_ACCESS_DENIED,
    code: 'ACCESS_DENIED',
  },
  logs: {
    call: 'DsBackupGetBackupLogsW',
    status: win32Status.ERROR_NOT_ENOUGH_MEMORY,
    code: 'OUT_OF_MEMORY',
  },
  open: { call: 'DsBackupOpenFileW', status: hrCodes.hrFileNotFound, code: 'SOURCE_MISSING' },
  read: { call: 'DsBackupRead', status: hrCodes.hrReadVerifyFailure, code: 'SOURCE_DAMAGED' },
  close: { call: 'DsBackupClose', status: hrCodes.hrCommunicationError, code: 'SERVER_UNAVAILABLE' },
  truncate: {
    call: 'DsBackupTruncateLogs',
    status: win32Status.ERROR_ACCESS_DENIED,
    code: 'ACCESS_DENIED',
  },
  commit: { call: 'DsBackupEnd', status: hrCodes.hrInvalidBackupSequence, code: 'NATIVE_FAILURE' },
  abort: { call: 'DsBackupEnd', status: win32Status.RPC_S_SERVER_UNAVAILABLE, code: 'SERVER_UNAVAILABLE' },
};

/**
 * A harness of the contract suite over the double, through the binding and the driver that ship. The loader says
 * which: the Linux build by its path, or under Wine the DLL in System32 by the loader that ships.
 */
export function ntdsbcliDoubleHarness(loadLibrary: LibraryLoader): CreateContractHarness {
  return async (): Promise<ContractHarness> => {
    const double = controlNtdsbcliDouble(await loadLibrary('ntdsbcli.dll'));
    const tree = await makeNtdsbcliTree();
    double.reset();
    double.setRoot(tree.root);
    return {
      async open(options) {
        const api = await loadNtdsbcli(loadLibrary);
        return startBackupSession(createNtdsbcliBackupDriver({ api, serverName: SERVER }), options);
      },
      expected: tree.expected,
      capabilities: ntdsbcliCapabilities,
      failNext(step) {
        const failure = stepFailures[step];
        if (failure === undefined) return undefined;
        double.failNext(failure);
        return { code: failure.code };
      },
      nativeCalls: () => double.journal().map((line) => line.split(' ')[0] ?? line),
      liveResources: () => double.live(),
      async dispose() {
        double.reset();
        await tree.dispose();
      },
    };
  };
}
