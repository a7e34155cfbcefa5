import { createKernel32 } from '@dsbackup/win32';
import { describe, expect, it } from 'vitest';
import { type ScriptedDll, scriptedDlls } from '../../test/scripted-dlls.js';
import { createWindowsKernel32 } from './windows-kernel32.js';

const writes = (text: string) => (_in: string, buffer: Uint8Array) => {
  Buffer.from(`${text}\0`, 'utf16le').copy(buffer);
  return { value: text.length + 1, lastError: 0 };
};
const refuses = (lastError: number) => () => ({ value: 0, lastError });

async function create(script: ScriptedDll) {
  return createWindowsKernel32(await createKernel32(scriptedDlls({ 'kernel32.dll': script })));
}

describe('createWindowsKernel32', () => {
  it('answers texts with the error 0', async () => {
    const kernel32 = await create({
      ExpandEnvironmentStringsW: writes('C:\\Windows\\NTDS'),
      GetVolumePathNameW: writes('C:\\'),
      GetVolumeNameForVolumeMountPointW: writes('\\\\?\\Volume{1}\\'),
    });
    expect(await kernel32.ExpandEnvironmentStringsW('%SystemRoot%\\NTDS')).toEqual({
      error: 0,
      dst: 'C:\\Windows\\NTDS',
    });
    expect(await kernel32.GetVolumePathNameW('C:\\Windows')).toEqual({ error: 0, volumePathName: 'C:\\' });
    expect(await kernel32.GetVolumeNameForVolumeMountPointW('C:\\')).toEqual({
      error: 0,
      volumeName: '\\\\?\\Volume{1}\\',
    });
  });

  it('answers what Windows refused by its number', async () => {
    const kernel32 = await create({
      GetVolumePathNameW: refuses(3),
      GetVolumeNameForVolumeMountPointW: refuses(87),
    });
    expect(await kernel32.GetVolumePathNameW('Q:\\x')).toEqual({ error: 3, volumePathName: '' });
    expect(await kernel32.GetVolumeNameForVolumeMountPointW('Q:')).toEqual({ error: 87, volumeName: '' });
  });

  it('does not hide a mistake behind a number', async () => {
    const kernel32 = await create({});
    await expect(kernel32.GetVolumePathNameW('C:\\')).rejects.toThrow('not in the script');
  });
});
