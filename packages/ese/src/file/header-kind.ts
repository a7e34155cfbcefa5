import { DATABASE_MAGIC } from '../format/database-header.js';
import { FILE_TYPE_OFFSET, FileType } from '../format/file-type.js';

/** The kinds of ESE files that a header tells apart. */
export type HeaderKind = 'database' | 'log' | 'checkpoint' | 'flush-map' | 'revert-snapshot';

const KINDS: Readonly<Record<number, HeaderKind>> = {
  [FileType.Log]: 'log',
  [FileType.Checkpoint]: 'checkpoint',
  [FileType.FlushMap]: 'flush-map',
  [FileType.RevertSnapshot]: 'revert-snapshot',
};

/**
 * What a header seems to be, whole or not: a database by the magic number of its header or shadow, the others by the
 * field for it, and a log from before that field by its version. Undefined when it is none.
 */
export function headerKind(bytes: Uint8Array): HeaderKind | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const uint32 = (offset: number) => (offset + 4 <= bytes.byteLength ? view.getUint32(offset, true) : 0);
  if ([0, 2048, 4096, 8192, 16384, 32768].some((page) => uint32(page + 4) === DATABASE_MAGIC))
    return 'database';
  const fileType = uint32(FILE_TYPE_OFFSET);
  const version = `${uint32(32)}.${uint32(36)}`;
  const isOldLog = fileType === FileType.Unknown && version === '7.3704';
  return isOldLog ? 'log' : KINDS[fileType];
}
