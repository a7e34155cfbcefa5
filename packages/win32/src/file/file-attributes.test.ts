import { describe, expect, it } from 'vitest';
import { scriptedLoader } from '../../test/scripted-library.js';
import { createKernel32 } from '../native/kernel32.js';
import { readFileAttributes } from './file-attributes.js';
import { readVolumeName, readVolumePath } from './volume.js';

async function windows(attributes: number, info = true) {
  const closed: bigint[] = [];
  const kernel32 = await createKernel32(
    scriptedLoader({
      'kernel32.dll': {
        GetFileAttributesW: () => ({ value: attributes, lastError: attributes === 0xffffffff ? 3 : 0 }),
        CreateFileW: () => ({ value: 7n, lastError: 0 }),
        GetFileInformationByHandleEx(handle: bigint, kind: number, out: Uint8Array, size: number) {
          expect([handle, kind, size]).toEqual([7n, 9, 8]);
          const view = new DataView(out.buffer);
          view.setUint32(0, attributes, true);
          view.setUint32(4, 0xa0000003, true);
          return { value: info, lastError: info ? 0 : 5 };
        },
        CloseHandle: (handle: bigint) => closed.push(handle) > 0,
      },
    }),
  );
  return { kernel32, closed };
}

describe('readFileAttributes', () => {
  it('gives the bits of a plain file, with one call', async () => {
    const { kernel32, closed } = await windows(0x20);
    expect(await readFileAttributes(kernel32, 'C:\\x')).toEqual({ attributes: 0x20 });
    expect(closed).toEqual([]);
  });

  it('gives the tag of a reparse point, and closes it', async () => {
    const { kernel32, closed } = await windows(0x410);
    expect(await readFileAttributes(kernel32, 'C:\\x')).toEqual({
      attributes: 0x410,
      reparseTag: 0xa0000003,
    });
    expect(closed).toEqual([7n]);
  });

  it('closes a reparse point whose tag could not be read', async () => {
    const { kernel32, closed } = await windows(0x410, false);
    await expect(readFileAttributes(kernel32, 'C:\\x')).rejects.toThrow('GetFileInformationByHandleEx');
    expect(closed).toEqual([7n]);
  });

  it('says what is not there', async () => {
    const { kernel32 } = await windows(0xffffffff);
    await expect(readFileAttributes(kernel32, 'C:\\x\\y')).rejects.toThrow(
      'GetFileAttributesW failed on "C:\\x\\y" with ERROR_PATH_NOT_FOUND (3)',
    );
  });
});

describe('volumes', () => {
  it('say by which path or mount point a call failed', async () => {
    const no = () => ({ value: false, lastError: 2 });
    const kernel32 = await createKernel32(
      scriptedLoader({
        'kernel32.dll': { GetVolumePathNameW: no, GetVolumeNameForVolumeMountPointW: no },
      }),
    );
    expect(() => readVolumePath(kernel32, 'Q:\\x')).toThrow('GetVolumePathNameW failed on "Q:\\x"');
    expect(() => readVolumeName(kernel32, 'Q:\\')).toThrow('GetVolumeNameForVolumeMountPointW failed on');
  });
});
