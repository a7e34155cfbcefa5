import { headerVerifies } from '../checksum/seal-header.js';
import { findDatabaseHeader } from '../database/read-database-header.js';
import { FileType } from '../format/file-type.js';
import { type FileSource, withEseFile } from './ese-file.js';
import { type HeaderKind, headerKind } from './header-kind.js';

/** What a file is, by its header alone. */
export interface FileIdentity {
  readonly kind: HeaderKind | 'temporary-database' | 'not-ese';
  /** Whether a copy of the header passes its checksum; false for `not-ese`. */
  readonly intact: boolean;
}

/**
 * Tells the kind of a file from its first 64 KiB; its name is not looked at. A reserve log, or one that is being prepared,
 * may hold nothing but zeros, and is then `not-ese`. Temporary databases from before the field for it are told apart by `inspectDatabase` only.
 *
 * @throws EseError `NOT_FOUND`, `ACCESS_DENIED`, `NOT_A_FILE`, `UNREADABLE`, `EMPTY`
 */
export async function identifyFile(source: FileSource): Promise<FileIdentity> {
  return withEseFile(source, async (file) => {
    const start = new Uint8Array(65_536);
    return identifyStart(start.subarray(0, await file.read(start, 0)));
  });
}

function identifyStart(bytes: Uint8Array): FileIdentity {
  const found = findDatabaseHeader(bytes);
  if (found !== undefined) {
    const temporary = found.header.fileType === FileType.TemporaryDatabase;
    return { kind: temporary ? 'temporary-database' : 'database', intact: true };
  }
  const kind = headerKind(bytes);
  if (kind === undefined) return { kind: 'not-ese', intact: false };
  const copies =
    kind === 'checkpoint' ? [bytes.subarray(0, 4096), bytes.subarray(4096, 8192)] : [bytes.subarray(0, 4096)];
  const intact =
    kind !== 'database' && copies.some((copy) => copy.byteLength === 4096 && headerVerifies(copy));
  return { kind, intact };
}
