import { arch, release, type } from 'node:os';
import { loadNtdsbcli } from '@dsbackup/ntdsbcli';
import { loadVssNative } from '@dsbackup/vss';
import {
  createAdvapi32,
  createKernel32,
  createNtdll,
  enablePrivileges,
  type LibraryLoader,
  loadSystem32Library,
  readComputerName,
  readOsVersion,
  readProcessBitness,
  Win32Error,
} from '@dsbackup/win32';
import type { BackupHost } from './backup-host.js';
import type { SystemFacts } from './system-facts.js';

const privileges = { backup: 'SeBackupPrivilege', restore: 'SeRestorePrivilege' } as const;

/**
 * The Windows that this process runs on. Making the host loads nothing: each method loads what it needs when it is
 * called, from System32 alone. Off Windows only `facts` answers.
 */
export function createWindowsHost(): BackupHost {
  const load = loadSystem32Library;
  return {
    name: 'this computer',
    facts: () => (process.platform === 'win32' ? readFacts(load) : Promise.resolve(factsElsewhere())),
    computerName: async () => readComputerName(await createKernel32(load)),
    async ntdsbcli(purpose) {
      // Whether the DLL enables the privilege itself is not documented; without it in the token Windows says so later.
      enablePrivileges(await createKernel32(load), await createAdvapi32(load), [privileges[purpose]]);
      return loadNtdsbcli(load);
    },
    vss: () => loadVssNative(),
  };
}

async function readFacts(load: LibraryLoader): Promise<SystemFacts> {
  const { major, minor, build } = readOsVersion(await createNtdll(load));
  const bitness = readProcessBitness(await createKernel32(load));
  return {
    system: `Windows ${major}.${minor}.${build} (${arch()})`,
    platform: process.platform,
    windowsVersion: { major, minor, build },
    hasNtdsbcli: await hasExport(load, 'ntdsbcli.dll', 'DsBackupPrepareW'),
    hasVssapi: await hasExport(load, 'vssapi.dll', 'CreateVssBackupComponentsInternal'),
    isWow64: bitness.process !== bitness.windows,
  };
}

/** Whether a DLL of System32 has an export; looks it up and never calls it. */
async function hasExport(load: LibraryLoader, dll: string, name: string): Promise<boolean> {
  try {
    return (await load(dll)).find(name, 'void', []) !== undefined;
  } catch (error) {
    if (Win32Error.is(error)) return false;
    throw error;
  }
}

function factsElsewhere(): SystemFacts {
  return {
    system: `${type()} ${release()} (${arch()})`,
    platform: process.platform,
    hasNtdsbcli: false,
    hasVssapi: false,
    isWow64: false,
  };
}
