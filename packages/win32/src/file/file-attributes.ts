import type { Kernel32 } from '../native/kernel32.js';
import { win32Failure } from '../status/win32-failure.js';
import { FILE_READ_ATTRIBUTES, withMetadataHandle } from './open-for-metadata.js';

/** The attributes that this project looks at, as bits (winnt.h). */
export const fileAttribute = {
  FILE_ATTRIBUTE_READONLY: 0x1,
  FILE_ATTRIBUTE_HIDDEN: 0x2,
  FILE_ATTRIBUTE_SYSTEM: 0x4,
  FILE_ATTRIBUTE_DIRECTORY: 0x10,
  FILE_ATTRIBUTE_SPARSE_FILE: 0x200,
  FILE_ATTRIBUTE_REPARSE_POINT: 0x400,
  FILE_ATTRIBUTE_COMPRESSED: 0x800,
  FILE_ATTRIBUTE_ENCRYPTED: 0x4000,
} as const;

/** What the file system says of a file or folder. */
export interface FileAttributes {
  /** The FILE_ATTRIBUTE bits, known to us or not. */
  readonly attributes: number;
  /** The kind of reparse point, such as 0xA0000003 for a junction; absent when it is none. */
  readonly reparseTag?: number;
}

const INVALID_FILE_ATTRIBUTES = 0xffffffff;
const FILE_ATTRIBUTE_TAG_INFO_CLASS = 9;

/**
 * The attributes of a file or folder, and of the reparse point itself when it is one: nothing is followed.
 * One call for most, three for a reparse point.
 *
 * Source: https://learn.microsoft.com/windows/win32/api/winbase/ns-winbase-file_attribute_tag_info
 *
 * @throws {Win32Error} with whatever Windows said.
 */
export async function readFileAttributes(kernel32: Kernel32, path: string): Promise<FileAttributes> {
  const { value: attributes, lastError } = await kernel32.GetFileAttributesW.async(path);
  if (attributes === INVALID_FILE_ATTRIBUTES) {
    throw win32Failure({ call: 'GetFileAttributesW', status: lastError, object: path });
  }
  if ((attributes & fileAttribute.FILE_ATTRIBUTE_REPARSE_POINT) === 0) return { attributes };
  return withMetadataHandle(kernel32, { path, access: FILE_READ_ATTRIBUTES }, async (handle) => {
    // FILE_ATTRIBUTE_TAG_INFO: attributes 0, tag 4.
    const info = new Uint8Array(8);
    const answer = await kernel32.GetFileInformationByHandleEx.async(
      handle,
      FILE_ATTRIBUTE_TAG_INFO_CLASS,
      info,
      info.length,
    );
    if (!answer.value) {
      throw win32Failure({
        call: 'GetFileInformationByHandleEx',
        status: answer.lastError,
        object: path,
      });
    }
    const view = new DataView(info.buffer);
    return { attributes: view.getUint32(0, true), reparseTag: view.getUint32(4, true) };
  });
}
