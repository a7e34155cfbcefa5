import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdvapi32, createKernel32 } from '@dsbackup/win32';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scriptedDlls } from '../../test/scripted-dlls.js';
import type { ShadowEntry, ShadowFileSystem } from './shadow-file-system.js';
import { createWindowsShadowFileSystem } from './windows-shadow-file-system.js';

const DIRECTORY = 0x10;
const ARCHIVE = 0x20;
const REPARSE_POINT = 0x400;
const INVALID = { value: 0xffffffff };

/**
 * Node's half is real, on this system's files; Windows' half is scripted: attributes by name, and no access lists.
 * Listing joins names by backslashes, so it is proved under Windows' own Node alone.
 */
async function create(attributesOf: (path: string) => { value: number; lastError: number }) {
  const load = scriptedDlls({
    'kernel32.dll': {
      GetFileAttributesW: attributesOf,
      CreateFileW: (_path: string, access: number) =>
        access === 0x80 ? { value: 7n, lastError: 0 } : { value: 0xffff_ffff_ffff_ffffn, lastError: 5 },
      GetFileInformationByHandleEx(_handle: bigint, _class: number, info: Uint8Array) {
        new DataView(info.buffer).setUint32(0, REPARSE_POINT | DIRECTORY, true);
        new DataView(info.buffer).setUint32(4, 0xa0000003, true);
        return { value: true, lastError: 0 };
      },
      CloseHandle: () => true,
    },
    'advapi32.dll': {},
  });
  return createWindowsShadowFileSystem(await createKernel32(load), await createAdvapi32(load));
}

describe('createWindowsShadowFileSystem', () => {
  let folder: string;
  let files: ShadowFileSystem;
  const scripted = new Map<string, number>([
    ['ntds.dit', ARCHIVE],
    ['domain', DIRECTORY],
    ['junction', REPARSE_POINT | DIRECTORY],
    ['strange', REPARSE_POINT],
  ]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dsbackup-shadow-'));
    await writeFile(join(folder, 'ntds.dit'), 'the database');
    await mkdir(join(folder, 'domain'));
    await symlink('/somewhere/else', join(folder, 'junction'));
    files = await create((path) => {
      const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
      const value = scripted.get(name);
      if (name === 'denied') return { ...INVALID, lastError: 5 };
      if (name === 'broken') return { ...INVALID, lastError: 1117 };
      return value === undefined ? { ...INVALID, lastError: 2 } : { value, lastError: 0 };
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('tells a file from a folder, and leaves out an access list that it may not read', async () => {
    const file = await files.stat(join(folder, 'ntds.dit'));
    expect(file).toMatchObject({ kind: 'file', size: 12, attributes: ARCHIVE });
    expect(file).not.toHaveProperty('securityDescriptor');
    expect(await files.stat(join(folder, 'domain'))).toMatchObject({ kind: 'directory', size: 0 });
  });

  it('tells of a reparse point and where it leads, and follows none', async () => {
    const junction = await files.stat(join(folder, 'junction'));
    expect(junction).toMatchObject({ kind: 'reparse-point', size: 0, reparseTarget: '/somewhere/else' });
    await expect(files.open(join(folder, 'junction'))).rejects.toMatchObject({ code: 'ELOOP' });
  });

  it('tells of a reparse point that even Node can make nothing of', async () => {
    const strange: ShadowEntry = await files.stat(join(folder, 'strange'));
    expect(strange).toMatchObject({ kind: 'reparse-point', modified: '1601-01-01T00:00:00.000Z' });
    expect(strange).not.toHaveProperty('reparseTarget');
  });

  it('opens files alone, and reads them to their end', async () => {
    await expect(files.open(join(folder, 'domain'))).rejects.toMatchObject({ code: 'EISDIR' });
    const file = await files.open(join(folder, 'ntds.dit'));
    const buffer = Buffer.alloc(100);
    expect(await file.read(buffer)).toBe(12);
    expect(buffer.toString('utf8', 0, 12)).toBe('the database');
    expect(await file.read(buffer)).toBe(0);
    await file.close();
  });

  it.each([
    ['missing', 'ENOENT'],
    ['denied', 'EACCES'],
    ['broken', 'EIO'],
  ])('says by an errno that a file is %s', async (name, code) => {
    await expect(files.stat(join(folder, name))).rejects.toMatchObject({ code });
    await expect(files.open(join(folder, name))).rejects.toMatchObject({ code });
  });
});
