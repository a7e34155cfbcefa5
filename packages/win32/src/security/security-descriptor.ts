import { FILE_READ_ATTRIBUTES, READ_CONTROL, withMetadataHandle } from '../file/open-for-metadata.js';
import { outPointer } from '../library/out-parameter.js';
import type { Advapi32 } from '../native/advapi32.js';
import type { Kernel32 } from '../native/kernel32.js';
import { win32Failure } from '../status/win32-failure.js';

const SE_FILE_OBJECT = 1;
const SDDL_REVISION_1 = 1;
const OWNER_GROUP_AND_DACL = 0x1 | 0x2 | 0x4;

/**
 * The owner, group and access list of a file or folder, as SDDL. Of a reparse point itself, not of what it points to,
 * and with SeBackupPrivilege enabled also of what the access list denies; that is why it goes through a handle and
 * not GetNamedSecurityInfoW. The audit list (SACL) is left out: it takes SeSecurityPrivilege.
 *
 * Source: https://learn.microsoft.com/windows/win32/api/aclapi/nf-aclapi-getsecurityinfo
 *
 * @throws {Win32Error} with whatever Windows said.
 */
export async function readSecurityDescriptor(
  kernel32: Kernel32,
  advapi32: Advapi32,
  path: string,
): Promise<string> {
  const access = READ_CONTROL | FILE_READ_ATTRIBUTES;
  return withMetadataHandle(kernel32, { path, access }, async (handle) => {
    const descriptor = outPointer();
    const status = await advapi32.GetSecurityInfo.async(
      handle,
      SE_FILE_OBJECT,
      OWNER_GROUP_AND_DACL,
      null,
      null,
      null,
      null,
      descriptor.memory,
    );
    const address = descriptor.read();
    if (status !== 0 || address === null) {
      throw win32Failure({ call: 'GetSecurityInfo', status, object: path });
    }
    try {
      return toSddl(kernel32, advapi32, address);
    } finally {
      kernel32.LocalFree(address);
    }
  });
}

function toSddl(kernel32: Kernel32, advapi32: Advapi32, descriptor: bigint): string {
  const text = outPointer();
  const { value, lastError } = advapi32.ConvertSecurityDescriptorToStringSecurityDescriptorW(
    descriptor,
    SDDL_REVISION_1,
    OWNER_GROUP_AND_DACL,
    text.memory,
    null,
  );
  const address = text.read();
  if (!value || address === null) {
    const call = 'ConvertSecurityDescriptorToStringSecurityDescriptorW';
    throw win32Failure({ call, status: lastError });
  }
  try {
    return kernel32.memory.wideString(address, LONGEST_SDDL);
  } finally {
    kernel32.LocalFree(address);
  }
}

/** An access list has at most 64 KiB of entries, of which the shortest, some 16 bytes, is under 200 characters as text. */
const LONGEST_SDDL = 1 << 20;
