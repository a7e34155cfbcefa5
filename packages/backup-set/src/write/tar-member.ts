import { packTar } from 'modern-tar';

/** The two zero blocks that end a tar archive. */
export const tarEnd = new Uint8Array(1024);

/** A small file on its way into a pack. */
export interface PackedFile {
  /** The name inside the archive: the same rule as under `data/`. */
  readonly name: string;
  readonly modified: Date;
  readonly bytes: Uint8Array;
}

/** One member of a tar archive, whole blocks, and where the file's bytes begin in it. */
export async function tarMember(file: PackedFile): Promise<{ bytes: Uint8Array; contentOffset: number }> {
  const header = { name: file.name, size: file.bytes.length, mode: 0o600, mtime: file.modified };
  const archive = await packTar([{ header, body: file.bytes }]);
  const bytes = archive.subarray(0, archive.length - tarEnd.length);
  const blocks = Math.ceil(file.bytes.length / 512) * 512;
  return { bytes, contentOffset: bytes.length - blocks };
}
