import { type BackupCapabilities, type IBackupSession, startBackupSession } from '@dsbackup/session';
import type { ContractHarness, ExpectedFile } from '../src/index.js';
import { MemoryDriver, type MemoryFile } from './memory-driver.js';
import { MemoryNative } from './memory-native.js';

/** What is put in the place of something sound. */
export interface MemoryHarnessOptions {
  readonly capabilities?: Partial<BackupCapabilities> | undefined;
  readonly Driver?: typeof MemoryDriver | undefined;
  readonly wrapSession?: ((session: IBackupSession, native: MemoryNative) => IBackupSession) | undefined;
  /** Bytes of the largest database. */
  readonly largest?: number | undefined;
}

/** A harness over a backend in memory: sound, unless the options say otherwise. */
export async function memoryHarness(options: MemoryHarnessOptions = {}): Promise<ContractHarness> {
  const capabilities: BackupCapabilities = {
    coverage: 'system-state',
    others: true,
    truncatesLogs: true,
    survivesFileErrors: true,
    documents: true,
    expiryToken: true,
    ...options.capabilities,
  };
  const native = new MemoryNative();
  const expected = sourceFiles(options.largest ?? 200_000).filter(
    ({ list }) => capabilities.others || list !== 'others',
  );
  const files = expected.map(listedFile);
  const { Driver = MemoryDriver, wrapSession = (session) => session } = options;
  return {
    expected,
    capabilities,
    open: async (sessionOptions) => {
      // A second opening has objects of its own, as a real one has.
      const driver = new Driver(
        native,
        files.map(({ file, bytes }) => ({ file: { ...file }, bytes })),
        capabilities,
      );
      return wrapSession(await startBackupSession(driver, sessionOptions), native);
    },
    failNext: (step) => {
      native.failNext(step);
      return { code: MemoryNative.codeOf(step) };
    },
    nativeCalls: () => native.journal,
    liveResources: () => native.live,
    dispose: async () => {},
  };
}

function sourceFiles(largest: number): readonly ExpectedFile[] {
  return [
    { path: 'C:\\Windows\\NTDS\\ntds.dit', list: 'databases', bytes: sourceBytes(largest) },
    { path: 'C:\\Windows\\NTDS\\second.dit', list: 'databases', bytes: sourceBytes(24_576) },
    { path: 'C:\\Windows\\NTDS\\edb.log', list: 'logs', bytes: sourceBytes(30_000) },
    { path: 'C:\\Windows\\NTDS\\empty.log', list: 'logs', bytes: new Uint8Array(0) },
    { path: 'C:\\Windows\\SYSVOL\\domain', list: 'others', bytes: undefined },
    { path: 'C:\\Windows\\SYSVOL\\domain\\gpt.ini', list: 'others', bytes: sourceBytes(26) },
  ];
}

function sourceBytes(length: number): Uint8Array {
  let state = length;
  return new Uint8Array(length).map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

function listedFile({ path, list, bytes }: ExpectedFile): MemoryFile {
  const kind =
    bytes === undefined
      ? 'directory'
      : ({ databases: 'database', logs: 'log', others: 'file' } as const)[list];
  return { file: { path, list, kind, component: list === 'others' ? 'SYSVOL' : 'NTDS' }, bytes };
}
