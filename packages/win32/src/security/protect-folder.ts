import { outPointer, outUint32 } from '../library/out-parameter.js';
import type { Advapi32 } from '../native/advapi32.js';
import type { Kernel32 } from '../native/kernel32.js';
import { win32Failure } from '../status/win32-failure.js';

/**
 * SYSTEM, Administrators and the owner may do everything, nobody else anything, here and below; what the folder above
 * grants is not inherited (`P`).
 */
export const PROTECTED_FOLDER_SDDL = 'D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;OW)';

const SE_FILE_OBJECT = 1;
const SDDL_REVISION_1 = 1;
const DACL_SECURITY_INFORMATION = 0x4;
const PROTECTED_DACL_SECURITY_INFORMATION = 0x80000000;

/**
 * Closes a folder to everybody but SYSTEM, Administrators and its owner. Call it while the folder is new and empty:
 * whoever opened something in it before keeps what is open.
 *
 * Source: https://learn.microsoft.com/windows/win32/api/aclapi/nf-aclapi-setnamedsecurityinfow
 *
 * @throws {Win32Error} with whatever Windows said, such as on a volume without access lists.
 */
export async function protectFolder(kernel32: Kernel32, advapi32: Advapi32, path: string): Promise<void> {
  const descriptor = parseSddl(advapi32);
  try {
    const status = await advapi32.SetNamedSecurityInfoW.async(
      path,
      SE_FILE_OBJECT,
      (DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION) >>> 0,
      null,
      null,
      findDacl(advapi32, descriptor),
      null,
    );
    if (status !== 0) throw win32Failure({ call: 'SetNamedSecurityInfoW', status, object: path });
  } finally {
    kernel32.LocalFree(descriptor);
  }
}

function parseSddl(advapi32: Advapi32): bigint {
  const descriptor = outPointer();
  const { value, lastError } = advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW(
    PROTECTED_FOLDER_SDDL,
    SDDL_REVISION_1,
    descriptor.memory,
    null,
  );
  const address = descriptor.read();
  if (!value || address === null) {
    const call = 'ConvertStringSecurityDescriptorToSecurityDescriptorW';
    throw win32Failure({ call, status: lastError, object: PROTECTED_FOLDER_SDDL });
  }
  return address;
}

/** The access list inside the descriptor. Never NULL: a NULL list would open the folder to everybody. */
function findDacl(advapi32: Advapi32, descriptor: bigint): bigint {
  const [present, dacl, defaulted] = [outUint32(), outPointer(), outUint32()];
  const { value, lastError } = advapi32.GetSecurityDescriptorDacl(
    descriptor,
    present.memory,
    dacl.memory,
    defaulted.memory,
  );
  const address = dacl.read();
  if (!value || present.read() !== 1 || address === null) {
    throw win32Failure({ call: 'GetSecurityDescriptorDacl', status: lastError });
  }
  return address;
}
