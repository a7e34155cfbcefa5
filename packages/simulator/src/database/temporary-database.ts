import { encodeDatabaseHeader, FileType } from '@dsbackup/ese';

const justCreated = 1;
const pages = 16;

/** temp.edb: the engine's scratch database. Its pages have no checksums, and it is no part of a backup. */
export function temporaryDatabase(pageSize: number): Uint8Array {
  const header = encodeDatabaseHeader({ state: justCreated, fileType: FileType.TemporaryDatabase }, pageSize);
  const bytes = new Uint8Array(pages * pageSize);
  bytes.set(header);
  bytes.set(header, pageSize);
  return bytes;
}
