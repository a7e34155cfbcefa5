import { outPointer } from '../library/out-parameter.js';
import type { Advapi32 } from '../native/advapi32.js';
import type { Kernel32 } from '../native/kernel32.js';
import { win32Failure } from '../status/win32-failure.js';
import { win32Status } from '../status/win32-status.js';

/** The privileges that backup and restore need, by the names that Windows gives them (winnt.h, SE_BACKUP_NAME and so on). */
export type Privilege =
  | 'SeBackupPrivilege'
  | 'SeRestorePrivilege'
  | 'SeSecurityPrivilege'
  | 'SeTakeOwnershipPrivilege';

/** Which of the privileges asked for this process has now. */
export interface EnabledPrivileges {
  readonly enabled: readonly Privilege[];
  /** Not in the account's token: it is no Backup Operator or Administrator, or the process is not elevated. */
  readonly missing: readonly Privilege[];
}

const TOKEN_QUERY = 0x8;
const TOKEN_ADJUST_PRIVILEGES = 0x20;
const SE_PRIVILEGE_ENABLED = 0x2;

/**
 * Enables privileges for this process, all its threads and all its time: there is no narrower way from Node.js, whose
 * file calls run on threads of their own. They are asked for one by one, so that it is known which are missing.
 *
 * @throws {Win32Error} with whatever Windows said, except that a privilege the token lacks is an answer, not an error.
 */
export function enablePrivileges(
  kernel32: Kernel32,
  advapi32: Advapi32,
  privileges: readonly Privilege[],
): EnabledPrivileges {
  const token = openProcessToken(kernel32, advapi32);
  try {
    const enabled = privileges.filter((privilege) => enable(advapi32, token, privilege));
    return { enabled, missing: privileges.filter((privilege) => !enabled.includes(privilege)) };
  } finally {
    kernel32.CloseHandle(token);
  }
}

function openProcessToken(kernel32: Kernel32, advapi32: Advapi32): bigint {
  const handle = outPointer();
  const access = TOKEN_QUERY | TOKEN_ADJUST_PRIVILEGES;
  const opened = advapi32.OpenProcessToken(kernel32.GetCurrentProcess(), access, handle.memory);
  const token = handle.read();
  if (!opened.value || token === null) {
    throw win32Failure({ call: 'OpenProcessToken', status: opened.lastError });
  }
  return token;
}

function enable(advapi32: Advapi32, token: bigint, privilege: Privilege): boolean {
  // TOKEN_PRIVILEGES with one entry: count 0, LUID 4, attributes 12; 16 bytes in 32 and 64 bits.
  const privileges = new Uint8Array(16);
  const view = new DataView(privileges.buffer);
  view.setUint32(0, 1, true);
  view.setUint32(12, SE_PRIVILEGE_ENABLED, true);
  const found = advapi32.LookupPrivilegeValueW(null, privilege, privileges.subarray(4, 12));
  if (!found.value) {
    throw win32Failure({ call: 'LookupPrivilegeValueW', status: found.lastError, object: privilege });
  }
  const adjusted = advapi32.AdjustTokenPrivileges(token, false, privileges, 0, null, null);
  // The call succeeds, too, when it enabled nothing; only the last error tells.
  if (adjusted.value && adjusted.lastError === win32Status.ERROR_SUCCESS) return true;
  if (adjusted.lastError === win32Status.ERROR_NOT_ALL_ASSIGNED) return false;
  throw win32Failure({ call: 'AdjustTokenPrivileges', status: adjusted.lastError, object: privilege });
}
