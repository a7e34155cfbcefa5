import { describe, expect, it } from 'vitest';
import { errnoError } from '../../test/scripted-files.js';
import type { ShadowEntry, ShadowFileSystem } from '../native/shadow-file-system.js';
import { findFolder } from './find-folder.js';

const device = 'X:';
const properties = {
  m_SnapshotId: '{1}',
  m_SnapshotSetId: '{2}',
  m_lSnapshotsCount: 1,
  m_pwszSnapshotDeviceObject: device,
  m_pwszOriginalVolumeName: 'V',
  m_pwszOriginatingMachine: null,
  m_pwszServiceMachine: null,
  m_pwszExposedName: null,
  m_pwszExposedPath: null,
  m_ProviderId: '{3}',
  m_lSnapshotAttributes: 0,
  m_tsCreationTimestamp: 0n,
  m_eStatus: 12,
};
const volume = { volumeName: 'V', device, properties };

/** What stands at each path; the paths that were asked for. */
function filesOf(kinds: Record<string, ShadowEntry['kind']>) {
  const asked: string[] = [];
  const stat = async (path: string): Promise<ShadowEntry> => {
    asked.push(path);
    const kind = kinds[path];
    if (kind === undefined) throw errnoError('ENOENT', path);
    return { name: path, kind, size: 0, created: '', modified: '', attributes: 0 };
  };
  const notAsked = () => {
    throw new Error('not asked for');
  };
  const files: ShadowFileSystem = { stat, list: notAsked, open: notAsked };
  return { files, asked, kinds };
}

const find = (files: ShadowFileSystem, path: string, mountPoint = 'C:\\') =>
  findFolder(files, { path, mountPoint, volumeName: 'V' }, volume);

describe('finding a folder in a shadow copy', () => {
  it('looks at every step of the way', async () => {
    const { files, asked } = filesOf({ 'X:\\': 'directory', 'X:\\a': 'directory', 'X:\\a\\b': 'directory' });
    expect(await find(files, 'C:\\a\\b')).toMatchObject({ kind: 'folder', devicePath: 'X:\\a\\b' });
    expect(asked).toEqual(['X:\\', 'X:\\a', 'X:\\a\\b']);
  });

  it('finds the root of a volume, and of one that is mounted in a folder', async () => {
    const { files } = filesOf({ 'X:\\': 'directory' });
    expect(await find(files, 'C:\\')).toMatchObject({ kind: 'folder', devicePath: 'X:\\' });
    expect(await find(files, 'C:\\Mount', 'C:\\Mount\\')).toMatchObject({ devicePath: 'X:\\' });
  });

  it('stops at the first reparse point and never asks behind it', async () => {
    const { files, asked } = filesOf({ 'X:\\': 'directory', 'X:\\a': 'reparse-point' });
    expect(await find(files, 'C:\\a\\b')).toMatchObject({ kind: 'reparse-point', path: 'C:\\a' });
    expect(asked).not.toContain('X:\\a\\b');
  });

  it('finds nothing where there is nothing, or a file', async () => {
    const { files } = filesOf({ 'X:\\': 'directory', 'X:\\file': 'file' });
    expect(await find(files, 'C:\\gone\\b')).toEqual({ kind: 'none' });
    expect(await find(files, 'C:\\file')).toEqual({ kind: 'none' });
  });

  it('does not take a shadow copy that has just gone for an empty one', async () => {
    const { files, kinds } = filesOf({ 'X:\\': 'directory' });
    const { stat } = files;
    files.stat = async (path) => {
      const entry = await stat(path);
      delete kinds['X:\\'];
      return entry;
    };
    await expect(find(files, 'C:\\a')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
