import type { BackupReceipt } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { backUp } from './back-up.js';
import { domainController, expectedFiles } from './domain-controller.js';

const text = (receipt: BackupReceipt, name: string) => {
  const document = receipt.documents.find((candidate) => candidate.name === name);
  return document === undefined ? undefined : new TextDecoder().decode(document.bytes);
};

describe('a whole backup', () => {
  it('lists and reads every file of the directory, SYSVOL and the registry, and no other', async () => {
    const { read } = await backUp(domainController());
    expect([...read.keys()].sort()).toEqual(expectedFiles.map(([, path]) => path).sort());
    for (const [list, path, bytes] of expectedFiles) {
      expect(read.get(path)?.list, path).toBe(list);
      expect(read.get(path)?.bytes === undefined, path).toBe(bytes === undefined);
      if (bytes !== undefined)
        expect(Buffer.compare(read.get(path)?.bytes ?? new Uint8Array(), bytes)).toBe(0);
    }
  });

  it('makes the calls in the order that Windows allows, and gives everything back', async () => {
    const machine = domainController();
    await backUp(machine);
    const calls = machine.objects.journal
      .filter((call) => call.startsWith('IVssBackupComponents::'))
      .map((call) => call.slice('IVssBackupComponents::'.length))
      .filter((call, index, all) => !/^Get|IsVolume/.test(call) && call !== all[index - 1]);
    expect(calls).toEqual([
      'InitializeForBackup',
      'SetBackupState',
      'GatherWriterMetadata',
      'AddComponent',
      'StartSnapshotSet',
      'AddToSnapshotSet',
      'PrepareForBackup',
      'GatherWriterStatus',
      'FreeWriterStatus',
      'DoSnapshotSet',
      'GatherWriterStatus',
      'FreeWriterStatus',
      'SetBackupSucceeded',
      'SaveAsXML',
      'BackupComplete',
      'GatherWriterStatus',
      'FreeWriterStatus',
      'SaveAsXML',
      'FreeWriterMetadata',
      'Release',
    ]);
    expect(machine.objects.live).toBe(0);
    expect(machine.objects.breaches).toEqual([]);
  });

  it('hands over the documents that a restore asks for, in their final form', async () => {
    const { receipt } = await backUp(domainController());
    expect(receipt.documents.map(({ name }) => name).sort()).toEqual([
      'backup-components.xml',
      'ntds-backup-metadata.txt',
      'writer-0-System-Writer.xml',
      'writer-1-NTDS.xml',
      'writer-2-DFS-Replication-service-writer.xml',
      'writer-3-Registry-Writer.xml',
      'writers.json',
    ]);
    expect(text(receipt, 'backup-components.xml')).toBe('<BACKUP complete="true"/>');
    expect(text(receipt, 'ntds-backup-metadata.txt')).toBe('expires 2027-05-21');
    const writers = JSON.parse(text(receipt, 'writers.json') ?? '');
    expect(writers.backupState).toEqual({
      selectComponents: true,
      bootableSystemState: true,
      backupType: 1,
      partialFileSupport: false,
    });
    expect(writers.volumes).toMatchObject([{ mountPoints: ['C:\\'], created: '2025-11-22T00:00:00.000Z' }]);
    expect(writers.writers[1].statuses.map(({ after }: { after: string }) => after)).toEqual([
      'PrepareForBackup',
      'DoSnapshotSet',
      'BackupComplete',
    ]);
  });

  it('tells which native call each close became', async () => {
    const { progress } = await backUp(domainController());
    const closed = progress.flatMap((event) =>
      event.kind === 'native-call' && event.call === 'CloseHandle' ? [event.subject] : [],
    );
    expect(closed).toHaveLength(expectedFiles.filter(([, , bytes]) => bytes !== undefined).length);
    expect(closed[0]).toMatch(
      /^\\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy\d+\\Windows\\NTDS\\ntds\.dit$/,
    );
  });
});
