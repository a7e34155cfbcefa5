import { DsBackupError } from '@dsbackup/session';
import {
  type ComSecurity,
  type ComSecurityPolicy,
  type ComStart,
  createAdvapi32,
  createKernel32,
  createNtdll,
  createOle32,
  type EnabledPrivileges,
  enablePrivileges,
  type LibraryLoader,
  loadSystem32Library,
  readOsVersion,
  readProcessBitness,
  setComSecurity,
  startCom,
  Win32Error,
} from '@dsbackup/win32';
import { createVssapiApi } from './native/koffi-vssapi-api.js';
import type { VssNative } from './native/vss-native.js';
import { createWindowsKernel32 } from './native/windows-kernel32.js';
import { createWindowsShadowFileSystem } from './native/windows-shadow-file-system.js';
import { vssBackend } from './vss-errors.js';

/** How to load Windows' VSS. */
export interface LoadVssNativeOptions {
  /** Where DLLs come from. System32 unless said; a double brings its own. */
  readonly load?: LibraryLoader;
  /** Who sets COM's security for this process; `initialize` unless said. */
  readonly security?: ComSecurityPolicy;
}

/** What happened to the process when VSS was loaded into it. */
export interface VssStartup {
  readonly com: ComStart;
  readonly security: ComSecurity;
  /** SeBackupPrivilege, which opens files whose access list says no. Without it such files fail one by one. */
  readonly privileges: EnabledPrivileges;
}

/** Windows' VSS, ready for use. */
export interface LoadedVssNative extends VssNative {
  readonly startup: VssStartup;
}

/**
 * Loads this Windows' VSS: starts COM for the whole process, sets its security where `security` says so, enables
 * SeBackupPrivilege if the account has it, and loads vssapi.dll from System32. All of that stays for the life of the
 * process, and doing it again is harmless.
 *
 * Rejects with a `DsBackupError`, `NO_BACKEND`, in a 32-bit process on a 64-bit Windows, which VSS does not serve
 * (https://learn.microsoft.com/windows/win32/vss/usage-conventions); with a `Win32Error` when a DLL or an export is
 * missing (126, 127), when COM can't be started, or, under `require`, when other code set COM's security before
 * (RPC_E_TOO_LATE, 0x80010119); with an `Error` when koffi's native part is not installed.
 */
export async function loadVssNative(options: LoadVssNativeOptions = {}): Promise<LoadedVssNative> {
  const { load = loadSystem32Library, security = 'initialize' } = options;
  const kernel32 = await createKernel32(load);
  refuseWow64(readProcessBitness(kernel32));
  const [advapi32, ole32, ntdll] = await Promise.all([
    createAdvapi32(load),
    createOle32(load),
    createNtdll(load),
  ]);
  const startup = {
    com: startCom(ole32),
    security: setComSecurity(ole32, readOsVersion(ntdll), security),
    privileges: enableBackupPrivilege(() => enablePrivileges(kernel32, advapi32, ['SeBackupPrivilege'])),
  };
  return {
    vssapi: await createVssapiApi(load),
    kernel32: createWindowsKernel32(kernel32),
    files: createWindowsShadowFileSystem(kernel32, advapi32),
    startup,
  };
}

function refuseWow64(bitness: { readonly process: number; readonly windows: number }): void {
  if (bitness.process === bitness.windows) return;
  throw new DsBackupError({
    code: 'NO_BACKEND',
    message: `VSS does not serve a ${bitness.process}-bit process on a ${bitness.windows}-bit Windows.`,
    backend: vssBackend,
    hint: `Run the ${bitness.windows}-bit Node.js.`,
  });
}

/** A token that can't even be asked is as good as one without the privilege: the backup may still be able to read. */
function enableBackupPrivilege(enable: () => EnabledPrivileges): EnabledPrivileges {
  try {
    return enable();
  } catch (error) {
    if (!Win32Error.is(error)) throw error;
    return { enabled: [], missing: ['SeBackupPrivilege'] };
  }
}
