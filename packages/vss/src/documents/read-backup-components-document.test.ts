import { describe, expect, it } from 'vitest';
import { errorOf } from '../../test/error-of.js';
import { backupComponentsDocument, ntdsDocument } from '../../test/saved-documents.js';
import { readBackupComponentsDocument } from './read-backup-components-document.js';

const read = (content: string) => readBackupComponentsDocument({ name: 'backup-components.xml', content });

describe('the saved Backup Components Document', () => {
  it('says what kind of backup it was, and what of each writer was added', () => {
    expect(read(backupComponentsDocument)).toEqual({
      bootableSystemState: true,
      selectComponents: true,
      backupType: 1,
      partialFileSupport: false,
      snapshotSetId: '{e109943b-0000-0000-0000-000000000001}',
      writers: [
        {
          instanceId: '{a9cff6b0-0000-0000-0000-000000000001}',
          writerId: '{afbab4a2-367d-4d15-a586-71dbb18f8485}',
          backupSchema: 0,
          components: [added({ type: 2, name: 'Registry' })],
        },
        {
          instanceId: '{a9cff6b0-0000-0000-0000-000000000002}',
          writerId: '{b2014c9e-8711-4c5c-a5a9-3cf384484757}',
          backupSchema: 0,
          components: [
            added({
              type: 1,
              logicalPath: 'C:_Windows_NTDS',
              name: 'ntds',
              succeeded: true,
              backupStamp: 's',
              metadata: 'ZXhwaXJlcw==',
            }),
          ],
        },
      ],
      remarks: [],
    });
  });

  it('may have no snapshot set', () => {
    expect(read(backupComponentsDocument.replace(/ snapshotSetId="[^"]+"/, '')).snapshotSetId).toBeNull();
  });

  it('remarks on what else a component has', () => {
    const strange = backupComponentsDocument.replace('<BACKUP_METADATA', '<PARTIAL_FILE/><BACKUP_METADATA');
    expect(read(strange).remarks).toEqual([expect.stringContaining('<PARTIAL_FILE>')]);
  });

  it.each([
    ["a writer's document", ntdsDocument, /BACKUP_COMPONENTS/],
    ['a component of no type', backupComponentsDocument.replace('"database"', '"thing"'), /componentType/],
    [
      'a component without a name',
      backupComponentsDocument.replace('componentName', 'n'),
      /no componentName/,
    ],
    ['metadata twice', backupComponentsDocument.replace(/(<BACKUP_METADATA[^>]*>)/, '$1$1'), /second/],
  ])('is refused when it is or holds %s', (_what, content, message) => {
    const error = errorOf(() => read(content));
    expect(error.code).toBe('SET_INVALID');
    expect(error.message).toMatch(message);
  });
});

function added(fields: object) {
  return {
    logicalPath: null,
    succeeded: null,
    backupStamp: null,
    previousBackupStamp: null,
    backupOptions: null,
    metadata: null,
    ...fields,
  };
}
