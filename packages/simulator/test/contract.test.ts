import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type ContractHarness,
  type ContractStep,
  describeBackupSession,
  type ExpectedFile,
} from '@dsbackup/contract';
import { createNtdsbcliBackupDriver, ntdsbcliCapabilities } from '@dsbackup/ntdsbcli';
import { type BackupDriver, type ErrorCode, startBackupSession } from '@dsbackup/session';
import { createVssBackupDriver, vssCapabilities } from '@dsbackup/vss';
import { describe, it } from 'vitest';
import {
  type FileCall,
  openSimulatedDomainController,
  type SimulatedDomainController,
  type SimulatorOptions,
  type StatusCall,
} from '../src/index.js';
import { bytesOf } from './hand-made-tree.js';

interface StepFailure {
  readonly call: StatusCall | FileCall;
  readonly status: number | string;
  readonly code: ErrorCode;
}
type StepFailures = Readonly<Partial<Record<ContractStep, StepFailure>>>;

const legacyFailures: StepFailures = {
  prepare: { call: 'DsBackupPrepareW', status: 0xc7ff0007, code: 'SERVER_UNAVAILABLE' },
  databases: { call: 'DsBackupGetDatabaseNamesW', status: 5, code: 'ACCESS_DENIED' },
  logs: { call: 'DsBackupGetBackupLogsW', status: 8, code: 'OUT_OF_MEMORY' },
  open: { call: 'DsBackupOpenFileW', status: 0xc8000713, code: 'SOURCE_MISSING' },
  read: { call: 'DsBackupRead', status: 0xc80003fa, code: 'SOURCE_DAMAGED' },
  close: { call: 'DsBackupClose', status: 0xc7ff000d, code: 'SERVER_UNAVAILABLE' },
  truncate: { call: 'DsBackupTruncateLogs', status: 5, code: 'ACCESS_DENIED' },
  commit: { call: 'DsBackupEnd', status: 0xc8000209, code: 'NATIVE_FAILURE' },
  abort: { call: 'DsBackupEnd', status: 1722, code: 'SERVER_UNAVAILABLE' },
};

const listFailure: StepFailure = { call: 'ShadowFileSystem::list', status: 'EACCES', code: 'ACCESS_DENIED' };
const vssFailures: StepFailures = {
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
  abort: { call: 'IVssBackupComponents::AbortBackup', status: 0x80042301, code: 'NATIVE_FAILURE' },
  release: { call: 'IVssBackupComponents::FreeWriterMetadata', status: 0x8000ffff, code: 'RELEASE_FAILED' },
};

const database = { path: 'Windows/NTDS/ntds.dit', bytes: bytesOf(1_100_123, 1) };
const archivedLog = { path: 'Windows/NTDS/edb00010.log', bytes: bytesOf(40_000, 2) };
const currentLog = { path: 'Windows/NTDS/edb.log', bytes: bytesOf(16_384, 3) };
const checkpoint = { path: 'Windows/NTDS/edb.chk', bytes: bytesOf(8192, 4) };
const hive = { path: 'Windows/System32/config/SYSTEM', bytes: bytesOf(5000, 5) };
const otherHives = ['DEFAULT', 'SAM', 'SECURITY', 'SOFTWARE'].map((name, index) => ({
  path: `Windows/System32/config/${name}`,
  bytes: bytesOf(300, 7 + index),
}));
const policy = { path: 'Windows/SYSVOL/domain/Policies/gpt.ini', bytes: bytesOf(70, 6) };
const script = { path: 'Windows/SYSVOL/domain/scripts/logon.cmd', bytes: new Uint8Array(0) };
const junction = 'Windows/SYSVOL/sysvol/corp.example';
const files = [database, archivedLog, currentLog, checkpoint, hive, ...otherHives, policy, script];

async function makeSource(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'dsbackup-contract-'));
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), bytes);
  }
  await mkdir(dirname(join(root, junction)), { recursive: true });
  await symlink(join(root, 'Windows', 'SYSVOL', 'domain'), join(root, junction), 'junction');
  return root;
}

const windowsPath = (path: string) => `C:\\${path.replaceAll('/', '\\')}`;
const uncPath = (path: string) => `\\\\DC01\\C$\\${path.replaceAll('/', '\\')}`;
const folder = (path: string) => ({ path, bytes: undefined });

const legacyExpected: readonly ExpectedFile[] = [
  { list: 'databases', path: uncPath(database.path), bytes: database.bytes },
  { list: 'logs', path: uncPath(archivedLog.path), bytes: archivedLog.bytes },
  { list: 'logs', path: uncPath(currentLog.path), bytes: currentLog.bytes },
];

const vssExpected: readonly ExpectedFile[] = [
  ...[database].map((file) => ({ list: 'databases' as const, ...file })),
  ...[currentLog, archivedLog, checkpoint].map((file) => ({ list: 'logs' as const, ...file })),
  ...[
    // As the Registry writer spells its folder; a writer of a real machine does so too.
    ...[...otherHives, hive].map((file) => ({ ...file, path: file.path.replace('System32', 'system32') })),
    folder('Windows/SYSVOL'),
    folder('Windows/SYSVOL/domain'),
    folder('Windows/SYSVOL/domain/Policies'),
    policy,
    folder('Windows/SYSVOL/domain/scripts'),
    script,
    folder('Windows/SYSVOL/sysvol'),
    folder(junction),
  ].map((file) => ({ list: 'others' as const, ...file })),
].map(({ list, path, bytes }) => ({ list, path: windowsPath(path), bytes }));

interface Backend {
  readonly options: SimulatorOptions;
  readonly failures: StepFailures;
  readonly expected: readonly ExpectedFile[];
  readonly capabilities: ContractHarness['capabilities'];
  driver(host: SimulatedDomainController): Promise<BackupDriver>;
}

const legacy: Backend = {
  options: { windows: '2003', computerName: 'DC01' },
  failures: legacyFailures,
  expected: legacyExpected,
  capabilities: ntdsbcliCapabilities,
  driver: async (host) =>
    createNtdsbcliBackupDriver({ api: await host.ntdsbcli(), serverName: await host.computerName() }),
};

const vss: Backend = {
  // Each answer "pending" would cost the driver's polling a wait.
  options: { windows: '2022', pendingAnswers: 0 },
  failures: vssFailures,
  expected: vssExpected,
  capabilities: vssCapabilities,
  driver: async (host) => createVssBackupDriver({ native: await host.vss() }),
};

function harnessOf(backend: Backend) {
  return async (): Promise<ContractHarness> => {
    const root = await makeSource();
    const host = await openSimulatedDomainController(root, backend.options);
    return {
      open: async (options) => startBackupSession(await backend.driver(host), options),
      expected: backend.expected,
      capabilities: backend.capabilities,
      failNext(step) {
        const failure = backend.failures[step];
        if (failure === undefined) return undefined;
        host.failNext(failure.call, { status: failure.status });
        return { code: failure.code };
      },
      nativeCalls: () => host.journal(),
      liveResources: () => host.liveResources(),
      dispose: () => rm(root, { recursive: true }),
    };
  };
}

const oddForms = {
  shortReads: true,
  endOfFile: 'wrapped',
  lists: 'without-final-nul',
  win32Codes: 'wrapped',
} as const;

describeBackupSession('the simulated ntdsbcli.dll', harnessOf(legacy), { describe, it });
describeBackupSession(
  'the simulated ntdsbcli.dll in its odd forms',
  harnessOf({ ...legacy, options: { ...legacy.options, ntdsbcli: oddForms } }),
  { describe, it },
);
describeBackupSession('the simulated VSS', harnessOf(vss), { describe, it });
