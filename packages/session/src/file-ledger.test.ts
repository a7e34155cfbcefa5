import { describe, expect, it } from 'vitest';
import type { BackupFile } from './backup-file.js';
import { type FileEntry, FileLedger } from './file-ledger.js';

/** A ledger with one file in it, and what it knows of that file. */
function ledgerOf(kind: BackupFile['kind'] = 'file'): {
  ledger: FileLedger;
  entry: FileEntry;
  file: BackupFile;
} {
  const ledger = new FileLedger();
  const file: BackupFile = { path: 'C:\\a', list: 'others', kind, component: 'A' };
  ledger.add(file, 'others');
  const entry = ledger.find(file);
  if (entry === undefined) throw new Error('The file was added.');
  return { ledger, entry, file };
}

describe('FileLedger', () => {
  it('knows a file by identity and takes it once', () => {
    const { ledger, file } = ledgerOf();
    expect(ledger.add(file, 'others')).toBe(false);
    expect(ledger.find({ ...file })).toBeUndefined();
  });

  it('lets a component succeed only when nothing of it is unread, failed or skipped', () => {
    const { ledger, entry } = ledgerOf();
    const succeeded = () => ledger.outcomes()[0]?.succeeded;
    expect(succeeded()).toBe(false);
    ledger.markRead(entry, 7);
    expect(succeeded()).toBe(true);
    ledger.reopen(entry);
    expect(succeeded()).toBe(false);
    ledger.markFailed(entry, new Error('unreadable'));
    expect([succeeded(), ledger.flawed]).toEqual([false, true]);
    ledger.markSkipped(entry, { path: 'C:\\a', reason: 'unreadable' });
    expect([succeeded(), ledger.flawed]).toEqual([false, true]);
    expect([...ledger.tallies()]).toEqual([
      {
        component: 'A',
        files: 0,
        bytes: 0,
        unread: 0,
        failed: 0,
        skipped: [{ path: 'C:\\a', reason: 'unreadable' }],
      },
    ]);
  });

  it('names a component that has only directories, and asks nothing more of it', () => {
    const { ledger } = ledgerOf('directory');
    expect(ledger.outcomes()).toEqual([{ component: 'A', succeeded: true, files: 0, bytes: 0, skipped: [] }]);
  });

  it('keeps the first failure of a file', () => {
    const { ledger, entry } = ledgerOf();
    ledger.markFailed(entry, 'first');
    ledger.markFailed(entry, 'second');
    expect(entry.failure).toBe('first');
    expect([...ledger.tallies()][0]?.failed).toBe(1);
  });

  it('counts the last reading of a file', () => {
    const { ledger, entry } = ledgerOf();
    ledger.markRead(entry, 7);
    ledger.reopen(entry);
    ledger.markRead(entry, 5);
    expect(ledger.outcomes()[0]).toMatchObject({ files: 1, bytes: 5 });
  });
});
