import { strict as assert } from 'node:assert';
import type { ContractHarness, ContractStep, CreateContractHarness } from '@dsbackup/contract';
import { type ErrorCode, startBackupSession } from '@dsbackup/session';
import { createVssBackupDriver, loadVssNative, vssCapabilities } from '@dsbackup/vss';
import { createKernel32, loadSystem32Library, readWindowsDirectory } from '@dsbackup/win32';
import { expectedFiles } from './expected-files.js';
import { controlVssDouble } from './vss-double.js';
import { type ShadowStep, watchShadowFiles } from './watched-shadow-files.js';

interface NativeFailure {
  readonly call: string;
  readonly hresult: number;
  readonly code: ErrorCode;
}

interface DiskFailure {
  readonly step: ShadowStep;
  readonly errno: string;
  readonly code: ErrorCode;
}

const VSS_E_INSUFFICIENT_STORAGE = 0x8004231f;
const VSS_E_WRITERERROR_NONRETRYABLE = 0x800423f4;
const E_UNEXPECTED = 0x8000ffff;

const denied: DiskFailure = { step: 'look', errno: 'EACCES', code: 'ACCESS_DENIED' };

/** The call behind each step, with something that it may answer. Cutting logs is no call of a requester. */
const stepFailures: Partial<Record<ContractStep, NativeFailure | DiskFailure>> = {
  prepare: {
    call: 'QueryStatus:DoSnapshotSet',
    hresult: VSS_E_INSUFFICIENT_STORAGE,
    code: 'INSUFFICIENT_STORAGE',
  },
  databases: denied,
  logs: denied,
  others: denied,
  open: { step: 'open', errno: 'EACCES', code: 'ACCESS_DENIED' },
  read: { step: 'read', errno: 'EIO', code: 'FILE_UNREADABLE' },
  close: { step: 'close', errno: 'EIO', code: 'FILE_UNREADABLE' },
  documents: {
    call: 'IVssBackupComponents::SetBackupSucceeded',
    hresult: E_UNEXPECTED,
    code: 'NATIVE_FAILURE',
  },
  commit: {
    call: 'QueryStatus:BackupComplete',
    hresult: VSS_E_WRITERERROR_NONRETRYABLE,
    code: 'WRITER_FAILED',
  },
  abort: { call: 'IVssBackupComponents::AbortBackup', hresult: E_UNEXPECTED, code: 'NATIVE_FAILURE' },
  release: {
    call: 'IVssBackupComponents::FreeWriterMetadata',
    hresult: E_UNEXPECTED,
    code: 'RELEASE_FAILED',
  },
};

/**
 * Makes harnesses of the contract suite over the DLL in System32, through the binding, the driver and the loader that ship.
 * The source is this Windows' own folder, and its shadow copy has to show the same files.
 */
export const createVssDoubleHarness: CreateContractHarness = async (): Promise<ContractHarness> => {
  const double = controlVssDouble(await loadSystem32Library('vssapi.dll'));
  const native = await loadVssNative();
  const watched = watchShadowFiles(native.files);
  double.reset();
  // Sixty tests would spend their time on waiting; that an operation takes time is proved where it is the matter.
  double.setLooks(0);
  return {
    async open(options) {
      const driver = createVssBackupDriver({ native: { ...native, files: watched.files } });
      return startBackupSession(driver, options);
    },
    expected: expectedFiles(readWindowsDirectory(await createKernel32(loadSystem32Library))),
    capabilities: vssCapabilities,
    failNext(step) {
      const failure = stepFailures[step];
      if (failure === undefined) return undefined;
      if ('call' in failure) double.failNext(failure);
      else watched.failNext(failure.step, failure.errno);
      return { code: failure.code };
    },
    nativeCalls: () => [...double.journal(), ...watched.calls()],
    liveResources: () => double.live() + watched.live(),
    async dispose() {
      const misuses = double.journal().filter((line) => line.startsWith('MISUSE'));
      double.reset();
      assert.deepEqual(misuses, [], 'The driver did what no correct requester does.');
    },
  };
};
