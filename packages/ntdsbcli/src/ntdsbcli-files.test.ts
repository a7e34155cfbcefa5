import { describe, expect, it } from 'vitest';
import * as bft from './native/bft.js';
import { toBackupFile } from './ntdsbcli-files.js';

describe('toBackupFile', () => {
  it.each([
    [bft.BFT_NTDS_DATABASE, 'database'],
    [bft.BFT_LOG, 'log'],
    [bft.BFT_PATCH_FILE, 'patch'],
    [bft.BFT_LOG_DIR, 'directory'],
    [bft.BFT_CHECKPOINT_DIR, 'directory'],
    [bft.BFT_UNKNOWN, 'file'],
  ] as const)('takes type %i for a %s and keeps the type', (type, kind) => {
    expect(toBackupFile({ type, path: 'x' }, 'databases')).toEqual({
      path: 'x',
      list: 'databases',
      kind,
      component: 'ntds',
      attachmentType: type,
    });
  });

  it('goes by the list, not by the type, for the order', () => {
    expect(toBackupFile({ type: bft.BFT_LOG, path: 'x' }, 'databases').list).toBe('databases');
  });
});
