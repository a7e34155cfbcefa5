import {
  describeRestoreSession,
  type RestoreContractHarness,
  type RestoreContractStep,
} from '@dsbackup/contract';
import {
  createNtdsbcliRestoreDriver,
  createRestoreFileSystem,
  ntdsbcliRestoreCapabilities,
} from '@dsbackup/ntdsbcli';
import { type ErrorCode, type SessionOptions, startRestoreSession } from '@dsbackup/session';
import { describe, it } from 'vitest';
import { type NtdsbcliVariants, openSimulatedDomainController, type StatusCall } from '../src/index.js';
import { backupToken } from './backup-token.js';
import { failingFiles } from './failing-files.js';
import { contentOf, filesOf, locations, oldTree, plan } from './restore-tree.js';

interface NativeStep {
  readonly call: StatusCall;
  readonly status: number;
  readonly code: ErrorCode;
}

const nativeSteps: Readonly<Partial<Record<RestoreContractStep, NativeStep>>> = {
  prepare: { call: 'DsRestorePrepareW', status: 0xc7ff0011, code: 'EXPIRED' },
  locations: { call: 'DsRestoreGetDatabaseLocationsW', status: 5, code: 'ACCESS_DENIED' },
  register: { call: 'DsRestoreRegisterW', status: 0xc7ff0008, code: 'RESTORE_IN_PROGRESS' },
  commit: { call: 'DsRestoreRegisterComplete', status: 5, code: 'ACCESS_DENIED' },
  abort: { call: 'DsRestoreRegisterComplete', status: 1722, code: 'SERVER_UNAVAILABLE' },
  release: { call: 'DsRestoreEnd', status: 87, code: 'NATIVE_FAILURE' },
};

function harnessOf(variants: NtdsbcliVariants) {
  return async (): Promise<RestoreContractHarness> => {
    const root = await oldTree();
    const expiryToken = await backupToken(root);
    const host = await openSimulatedDomainController(root, {
      windows: '2003',
      computerName: 'DC01',
      startedIn: 'restore-mode',
      ntdsbcli: variants,
    });
    const failing = failingFiles(createRestoreFileSystem((path) => host.localPath(path)));
    const open = async (token: Uint8Array | undefined, options?: SessionOptions) => {
      const api = await host.ntdsbcli();
      const parts = { api, serverName: 'DC01', expiryToken: token, files: failing.files };
      return startRestoreSession(createNtdsbcliRestoreDriver(parts), options);
    };
    const fileSteps: Partial<Record<RestoreContractStep, () => void>> = {
      create: () => failing.failNext('create'),
      write: () => failing.failNext('writer.write'),
      close: () => {
        failing.failNext('writer.finish');
        failing.failNext('writer.discard');
      },
    };
    return {
      open: (options) => open(expiryToken, options),
      openLocationsOnly: (options) => open(undefined, options),
      capabilities: ntdsbcliRestoreCapabilities(true),
      locations,
      plan,
      contentOf,
      failNext(step) {
        const native = nativeSteps[step];
        if (native !== undefined) host.failNext(native.call, { status: native.status });
        else fileSteps[step]?.();
        return { code: native?.code ?? 'TARGET_UNWRITABLE' };
      },
      nativeCalls: () => host.journal(),
      liveResources: () => host.liveResources() + failing.openWriters(),
      destination: () => filesOf(root),
      destinationMarked: async () =>
        [...(await filesOf(root)).keys()].some((path) => path.includes('UNFINISHED')),
      verdict() {
        const state = host.restoreRegistration()?.state;
        return state === 'complete' ? 'succeeded' : (state ?? 'none');
      },
      dispose: async () => {},
    };
  };
}

describeRestoreSession('the simulated ntdsbcli.dll', harnessOf({}), { describe, it });
describeRestoreSession(
  'the simulated ntdsbcli.dll in its odd forms',
  harnessOf({ lists: 'without-final-nul', win32Codes: 'wrapped' }),
  { describe, it },
);
