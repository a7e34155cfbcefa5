import {
  type IRestoreSession,
  type RestoreCapabilities,
  type RestoreFile,
  type SessionOptions,
  startRestoreSession,
} from '@dsbackup/session';
import type { RestoreContractHarness } from '../../src/index.js';
import { MemoryRestoreDriver, memoryLocations } from './memory-restore-driver.js';
import { codeOfStep, MemoryWindows } from './memory-windows.js';

/** What is put in the place of something sound. */
export interface MemoryRestoreOptions {
  readonly capabilities?: Partial<RestoreCapabilities> | undefined;
  readonly Driver?: typeof MemoryRestoreDriver | undefined;
  readonly wrapSession?: ((session: IRestoreSession, windows: MemoryWindows) => IRestoreSession) | undefined;
}

/** A harness over a restore in memory: sound, unless the options say otherwise. */
export async function memoryRestoreHarness(
  options: MemoryRestoreOptions = {},
): Promise<RestoreContractHarness> {
  const capabilities: RestoreCapabilities = {
    coverage: 'directory-database',
    locationsOnly: false,
    replaysLogs: true,
    survivesFileErrors: true,
    ...options.capabilities,
  };
  const windows = new MemoryWindows();
  windows.destination.set('D:\\NTDS\\ntds.dit', Uint8Array.of(1, 2, 3));
  windows.destination.set('D:\\Logs\\edb00001.log', Uint8Array.of(4, 5, 6));
  const { Driver = MemoryRestoreDriver, wrapSession = (session) => session } = options;
  const open = async (own: RestoreCapabilities, sessionOptions?: SessionOptions) =>
    wrapSession(await startRestoreSession(new Driver(windows, own), sessionOptions), windows);
  return {
    open: (sessionOptions) => open(capabilities, sessionOptions),
    openLocationsOnly: (sessionOptions) => open({ ...capabilities, locationsOnly: true }, sessionOptions),
    capabilities,
    locations: memoryLocations,
    plan: {
      databases: [{ backedUpAs: 'C:\\Windows\\NTDS\\ntds.dit', restoreTo: 'D:\\NTDS\\ntds.dit' }],
      ...(capabilities.replaysLogs ? { logReplay } : {}),
      files: [
        planned('D:\\NTDS\\ntds.dit', 'database', 200_001),
        planned('D:\\Logs\\edb00007.log', 'log', 30_000),
        planned('D:\\Logs\\empty.log', 'log', 0),
        planned('D:\\Drop', 'directory', 0),
      ],
    },
    contentOf: ({ size }) => contentOf(size),
    failNext: (step) => {
      windows.failNext(step);
      return { code: codeOfStep(step) };
    },
    nativeCalls: () => windows.journal,
    liveResources: () => windows.live,
    destination: async () => new Map(windows.destination),
    destinationMarked: async () => windows.marked,
    verdict: () => windows.verdict,
    dispose: async () => {},
  };
}

const logReplay = {
  checkpointDirectory: 'D:\\NTDS',
  logDirectory: 'D:\\Logs',
  backedUpLogDirectory: 'D:\\Logs',
  lowestGeneration: 7,
  highestGeneration: 7,
};

function planned(path: string, kind: RestoreFile['kind'], size: number): RestoreFile {
  return { path, backedUpAs: path.replace('D:', 'C:\\Windows'), kind, size };
}

function contentOf(size: number): Uint8Array {
  let state = size;
  return new Uint8Array(size).map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
