import { describe, expect, it } from 'vitest';
import { errorOf } from '../../test/error-of.js';
import { bitsDocument, ntdsDocument, systemWriterDocument, wmiDocument } from '../../test/saved-documents.js';
import { readWriterDocument } from './read-writer-document.js';

const read = (content: string | Uint8Array) => readWriterDocument({ name: 'writer.xml', content });

/** A document with one file group, whose inside and attributes a test gives. */
const withGroup = (group: string) => bitsDocument.replace('<BACKUP_LOCATIONS>', `<BACKUP_LOCATIONS>${group}`);

describe("a writer's saved document", () => {
  it('gives the directory database as the live binding does', () => {
    expect(read(ntdsDocument)).toEqual({
      writer: {
        instanceId: '{0d4cc2ca-21a7-4f4e-9d38-5c2b0f54a3de}',
        writerId: '{b2014c9e-8711-4c5c-a5a9-3cf384484757}',
        name: 'NTDS',
        usage: 1,
        source: 1,
        contents: {
          components: [
            {
              type: 1,
              logicalPath: 'C:_Windows_NTDS',
              name: 'ntds',
              caption: null,
              selectable: false,
              selectableForRestore: false,
              restoreMetadata: false,
              notifyOnBackupComplete: false,
              flags: 3,
              dependencies: 0,
              databases: [ntdsFile('ntds.dit')],
              logs: [ntdsFile('edb*.log'), ntdsFile('edb.chk')],
              files: [],
            },
          ],
          excludes: [],
        },
      },
      details: {
        instanceName: null,
        version: { major: 1, minor: 0 },
        backupSchema: 0,
        restoreMethod: {
          method: 2,
          writerRestore: 1,
          rebootRequired: true,
          service: null,
          userProcedure: null,
          mappings: [],
        },
        excludesFromSnapshot: [],
      },
      remarks: [],
    });
  });

  it('may have its restore method last, GUIDs in braces and capitals, and line breaks in a caption', () => {
    const { writer, details } = read(wmiDocument);
    expect(writer.writerId).toBe('{a6ad56c2-b509-4e6c-bb19-49d8f43532f0}');
    expect(details.restoreMethod).toMatchObject({ method: 5, writerRestore: 1, rebootRequired: true });
    expect(writer.contents.components).toMatchObject([
      { caption: 'Windows\r\nManagement', logicalPath: null },
    ]);
  });

  it('may have no component and no restore method, but excludes of both kinds', () => {
    const { writer, details } = read(bitsDocument);
    expect(writer.contents.components).toEqual([]);
    expect(writer.contents.excludes).toMatchObject([
      { filespec: '*', recursive: true, backupTypeMask: 0xf0f },
    ]);
    expect(details).toMatchObject({ restoreMethod: null, excludesFromSnapshot: [{ path: 'C:\\Cache' }] });
  });

  it('may be as long as that of the System Writer', () => {
    const { writer, remarks } = read(systemWriterDocument());
    expect(writer.contents.components.map(({ files, flags }) => [files.length, flags])).toEqual([
      [18_925, 0],
      [1, 4],
    ]);
    expect(remarks).toEqual([]);
  });

  it.each([
    ['UTF-8', Buffer.from(ntdsDocument)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${ntdsDocument}`)],
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${ntdsDocument}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${ntdsDocument}`, 'utf16le').swap16()],
    ['UTF-8 whatever it declares', Buffer.from(`<?xml version="1.0" encoding="UTF-16"?>${ntdsDocument}`)],
  ])('is read from bytes in %s', (_encoding, bytes) => {
    expect(read(bytes)).toEqual(read(ntdsDocument));
  });

  it('remarks on words and elements that are not known, and goes on', () => {
    const strange = ntdsDocument
      .replace('BOOTABLE_SYSTEM_STATE', 'NEW_USAGE')
      .replace('<BACKUP_LOCATIONS>', '<NEWS/><BACKUP_LOCATIONS><x:FILE_GROUP xmlns:x="urn:x"/>');
    const { writer, remarks } = read(strange);
    expect(writer.usage).toBe(0);
    expect(writer.contents.components).toHaveLength(1);
    expect(remarks).toEqual([
      expect.stringContaining('<NEWS>'),
      expect.stringContaining('<FILE_GROUP>'),
      expect.stringContaining('"NEW_USAGE"'),
    ]);
  });

  it('remarks a hundred times at most', () => {
    const { remarks } = read(withGroup('<NEWS/>'.repeat(1_000)));
    expect(remarks).toHaveLength(101);
    expect(remarks.at(-1)).toContain('900 more');
  });

  it.each([
    ['nothing', '', /root element/],
    ['a DOCTYPE', `<!DOCTYPE a [<!ENTITY b "c">]>${ntdsDocument}`, /DOCTYPE/],
    ['XML 1.1', `<?xml version="1.1"?>${ntdsDocument}`, /XML 1\.1/],
    ['another kind of document', '<Manifest/>', /<Manifest>/],
    ['no namespace', ntdsDocument.replace(/ xmlns="[^"]+"/, ''), /VssWriterMetadataInfo/],
    ['a document cut short', ntdsDocument.slice(0, 700), /line 8, column \d+: unclosed tag: DATABASE/],
    ['an entity of its own', ntdsDocument.replace('"NTDS"', '"&ntds;"'), /entity/],
    ['no identification', ntdsDocument.replace(/<IDENTIFICATION[^>]*>/, ''), /no IDENTIFICATION/],
    ['two identifications', ntdsDocument.replace(/(<IDENTIFICATION[^>]*>)/, '$1$1'), /second/],
    ['no GUID where one must be', ntdsDocument.replace('b2014c9e-', ''), /writerId.*no GUID/],
    ['half a brace', ntdsDocument.replace('"b2014c9e', '"{b2014c9e'), /no GUID/],
    ['no name', ntdsDocument.replace('friendlyName', 'name'), /no friendlyName/],
    ['an answer that is neither yes nor no', ntdsDocument.replace('"no"', '"maybe"'), /neither yes nor no/],
    ['a number that is none', ntdsDocument.replace('"3855"', '"-1"'), /no number of 32 bits/],
    ['a number of more than 32 bits', ntdsDocument.replace('"3855"', '"4294967296"'), /no number of 32 bits/],
    ['a file without a path', ntdsDocument.replace(' path=', ' at='), /no path/],
    ['a component without a name', withGroup('<FILE_GROUP componentName=""/>'), /empty componentName/],
    ['a component named twice', withGroup('<FILE_GROUP componentName="a"/>'.repeat(2)), /second time/],
    [
      'more excludes than any writer has',
      withGroup('<EXCLUDE_FILES path="a" filespec="b"/>'.repeat(1_001)),
      /1000/,
    ],
    [
      'more files and excludes together than any writer has',
      withGroup(
        `<FILE_GROUP componentName="a">${'<FILE_LIST path="a" filespec="b"/>'.repeat(5_000)}</FILE_GROUP>${'<EXCLUDE_FILES path="a" filespec="b"/>'.repeat(900)}`,
      ),
      /than any writer has/,
    ],
    ['bytes that are no UTF-8', Buffer.from(ntdsDocument, 'latin1').fill(0xe9, 40, 41), /UTF-8/],
  ])('is refused when it holds %s', (_what, content, message) => {
    const error = errorOf(() => read(content));
    expect(error.code).toBe('SET_INVALID');
    expect(error.message).toContain('writer.xml');
    expect(error.message).toMatch(message);
    expect(error.message.length).toBeLessThan(600);
  });
});

function ntdsFile(filespec: string) {
  const path = 'C:\\Windows\\NTDS';
  return { path, filespec, recursive: false, alternateLocation: null, backupTypeMask: 0xf0f };
}
