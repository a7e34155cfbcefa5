import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackTar } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolders } from '../../test/temporary-folder.js';
import { tarEnd, tarMember } from './tar-member.js';

const temporaryFolder = useTemporaryFolders();
const modified = new Date('2026-02-03T04:05:06.000Z');
const content = (length: number) => Buffer.alloc(length, 'content ');
const files = [
  { name: 'C/Windows/x.txt', bytes: content(5) },
  { name: 'C/empty', bytes: content(0) },
  { name: 'C/one block', bytes: content(512) },
  { name: 'C/Größe 100%25', bytes: content(513) },
  { name: `C/${'a'.repeat(98)}`, bytes: content(1) },
  { name: `C/${'a'.repeat(99)}`, bytes: content(2) },
  // Around the lengths at which the pax record's own length gets a digit more.
  ...[82, 83, 84, 85, 86, 87, 980, 985, 986, 987, 988].map((length) => ({
    name: `é${'b'.repeat(length)}`,
    bytes: content(length),
  })),
  { name: `C/${'長い名前/'.repeat(200)}x`, bytes: content(1_048_575) },
].map((file) => ({ ...file, modified }));

function archive(): Buffer {
  return Buffer.concat([...files.flatMap(memberOf), tarEnd]);
}

function memberOf(file: (typeof files)[number]): Uint8Array[] {
  const { header, padding } = tarMember(file);
  return [header, file.bytes, padding];
}

describe('tarMember', () => {
  it('is read back by modern-tar, names, times and bytes', async () => {
    const entries = await unpackTar(archive(), { strict: true });
    expect(entries.map(({ header, data }) => [header.name, header.mtime, header.mode, data?.length])).toEqual(
      files.map(({ name, bytes }) => [name, modified, 0o600, bytes.length]),
    );
    expect(
      entries.every(
        ({ data }, index) => Buffer.compare(data ?? content(0), files[index]?.bytes ?? content(1)) === 0,
      ),
    ).toBe(true);
  });

  it('comes in whole blocks', () => {
    for (const file of files) {
      const { header, padding } = tarMember(file);
      expect(header.length % 512).toBe(0);
      expect((file.bytes.length + padding.length) % 512).toBe(0);
    }
  });

  it("is listed and given back by the system's tar", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.tar'), archive());
    const listed = execFileSync('tar', ['-tf', 'a.tar'], {
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    expect(listed.toString('utf8').trimEnd().split(/\r?\n/)).toHaveLength(files.length);
    const given = execFileSync('tar', ['-xOf', 'a.tar'], { cwd: folder, maxBuffer: 16 * 1024 * 1024 });
    expect(Buffer.compare(given, Buffer.concat(files.map(({ bytes }) => bytes)))).toBe(0);
  });
});
