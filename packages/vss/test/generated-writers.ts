import fc from 'fast-check';
import type { FileSpec, WriterComponent, WriterMetadata } from '../src/metadata/writer-metadata.js';

const text = fc
  .string({ unit: 'grapheme', maxLength: 8 })
  .map((value) => value.replace(/[\p{C}\p{Z}]/gu, '_'));
const guid = fc.uuid().map((id) => `{${id}}`);
const word = fc.nat(0xffffffff);

const fileSpec: fc.Arbitrary<FileSpec> = fc.record({
  path: fc.constantFrom('C:\\a', 'C:\\A\\b', '%SystemRoot%', '%SystemRoot%\\x', 'D:\\', 'c:\\a\\b\\c'),
  filespec: fc.constantFrom('*', '*.*', 'a.dit', 'A.*', '*.log'),
  recursive: fc.boolean(),
  alternateLocation: fc.option(fc.constantFrom('C:\\copies'), { freq: 8 }),
  backupTypeMask: word,
});

/** File specs, no more than a few. */
export const generatedFileSpecs = fc.array(fileSpec, { maxLength: 3 });

/** Few names, so that components lie above and below each other. */
const logicalPath = fc
  .array(fc.constantFrom('a', 'b', 'ab'), { maxLength: 3 })
  .map((names) => names.join('\\') || null);

const component: fc.Arbitrary<WriterComponent> = fc.record({
  type: fc.constantFrom(1, 2),
  logicalPath,
  name: fc.constantFrom('a', 'b', 'ab', 'ä & <"\'>'),
  caption: text.map((caption) => caption || null),
  selectable: fc.boolean(),
  selectableForRestore: fc.boolean(),
  restoreMetadata: fc.boolean(),
  notifyOnBackupComplete: fc.boolean(),
  flags: fc.nat(7),
  dependencies: fc.nat(2),
  databases: generatedFileSpecs,
  logs: generatedFileSpecs,
  files: generatedFileSpecs,
});

/** The components of one writer, no two of one path. */
export const generatedComponents: fc.Arbitrary<WriterComponent[]> = fc.uniqueArray(component, {
  maxLength: 12,
  selector: ({ logicalPath, name }) => `${logicalPath ?? ''}\\${name}`,
});

/** A writer with its contents, as it may be read live or from its document. */
export const generatedWriter = fc.record({
  instanceId: guid,
  writerId: guid,
  name: fc.oneof(text, fc.constantFrom('NTDS', 'Writer')),
  usage: fc.nat(4),
  source: fc.nat(3),
  contents: fc.record({ components: generatedComponents, excludes: generatedFileSpecs }),
});

/** The writers of a machine, no two of one instance. */
export const generatedWriters: fc.Arbitrary<WriterMetadata[]> = fc.uniqueArray(generatedWriter, {
  maxLength: 5,
  selector: ({ instanceId }) => instanceId,
});
