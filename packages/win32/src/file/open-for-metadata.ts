import type { Kernel32 } from '../native/kernel32.js';
import { win32Failure } from '../status/win32-failure.js';

export const FILE_READ_ATTRIBUTES = 0x80;
export const READ_CONTROL = 0x20000;

const FILE_SHARE_ALL = 0x7;
const OPEN_EXISTING = 3;
const FILE_FLAG_OPEN_REPARSE_POINT = 0x00200000;
const FILE_FLAG_BACKUP_SEMANTICS = 0x02000000;

/**
 * Opens a file or folder just to ask about it, gives its handle to `use`, and closes it on every path.
 *
 * The reparse point itself is opened, never what it points to. Backup semantics opens folders, and with
 * SeBackupPrivilege enabled also what the access list denies, such as the SAM.
 *
 * Source: https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createfilew
 *
 * @throws {Win32Error} of CreateFileW, with whatever Windows said; and whatever `use` rejects with.
 */
export async function withMetadataHandle<V>(
  kernel32: Kernel32,
  file: { readonly path: string; readonly access: number },
  use: (handle: bigint) => Promise<V>,
): Promise<V> {
  const { value: handle, lastError } = await kernel32.CreateFileW.async(
    file.path,
    file.access,
    FILE_SHARE_ALL,
    null,
    OPEN_EXISTING,
    FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT,
    null,
  );
  if (handle === null || isInvalidHandle(handle)) {
    throw win32Failure({ call: 'CreateFileW', status: lastError, object: file.path });
  }
  try {
    return await use(handle);
  } finally {
    kernel32.CloseHandle(handle);
  }
}

/** INVALID_HANDLE_VALUE is -1, as wide as a pointer. */
function isInvalidHandle(handle: bigint): boolean {
  return handle === 0xffff_ffff_ffff_ffffn || handle === 0xffff_ffffn;
}
