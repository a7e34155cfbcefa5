import { type ContractHarness, type ContractStep, describeBackupSession } from '@dsbackup/contract';
import { type ErrorCode, startBackupSession } from '@dsbackup/session';
import { describe, it } from 'vitest';
import { createVssBackupDriver, vssCapabilities } from '../src/index.js';
import { domainController, expectedFiles } from './domain-controller.js';

interface StepFailure {
  readonly call: string;
  readonly status: number | string;
  readonly code: ErrorCode;
}

const listFailure: StepFailure = { call: 'ShadowFileSystem::list', status: 'EACCES', code: 'ACCESS_DENIED' };

/** Which call each step makes, and how its failure surfaces. Nothing is made of logs: VSS cuts none. */
const failures: Record<ContractStep, StepFailure | undefined> = {
  prepare: {
    call: 'IVssBackupComponents::StartSnapshotSet',
    status: 0x80042316,
    code: 'SNAPSHOT_IN_PROGRESS',
  },
  databases: listFailure,
  logs: listFailure,
  others: listFailure,
  open: { call: 'ShadowFileSystem::open', status: 'EACCES', code: 'ACCESS_DENIED' },
  read: { call: 'ShadowFile::read', status: 'EIO', code: 'FILE_UNREADABLE' },
  close: { call: 'ShadowFile::close', status: 'EIO', code: 'FILE_UNREADABLE' },
  documents: { call: 'IVssBackupComponents::SaveAsXML', status: 0x80042302, code: 'NATIVE_FAILURE' },
  commit: { call: 'IVssBackupComponents::BackupComplete', status: 0x800423f4, code: 'WRITER_FAILED' },
  truncate: undefined,
  abort: { call: 'IVssBackupComponents::AbortBackup', status: 0x80042301, code: 'NATIVE_FAILURE' },
  release: {
    call: 'IVssBackupComponents::FreeWriterMetadata',
    status: 0x8000ffff,
    code: 'RELEASE_FAILED',
  },
};

async function createHarness(): Promise<ContractHarness> {
  const machine = domainController();
  return {
    open: (options) => startBackupSession(createVssBackupDriver({ native: machine }), options),
    expected: expectedFiles.map(([list, path, bytes]) => ({ list, path, bytes })),
    capabilities: vssCapabilities,
    failNext(step) {
      const failure = failures[step];
      if (failure === undefined) return undefined;
      const occurrence = (machine.objects.counts().get(failure.call) ?? 0) + 1;
      machine.objects.injections.push({ ...failure, occurrence });
      return { code: failure.code };
    },
    nativeCalls: () => machine.objects.journal,
    liveResources: () => machine.objects.live,
    dispose: async () => undefined,
  };
}

describeBackupSession('the VSS backend over a scripted machine', createHarness, { describe, it });
