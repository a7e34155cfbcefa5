import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWriterDocument } from '../src/documents/read-writer-document.js';
import type { WriterDetails } from '../src/metadata/writer-details.js';
import { generatedFileSpecs, generatedWriter } from './generated-writers.js';
import { type DocumentForm, renderWriterDocument } from './render-writer-document.js';

const numRuns = process.env.DSBACKUP_FULL === '1' ? 50_000 : 500;

const words = fc.constantFrom(null, 'wmi', 'a & b');
const number = fc.nat(0xffffffff);

const details: fc.Arbitrary<WriterDetails> = fc.record({
  instanceName: words,
  version: fc.record({ major: number, minor: number }),
  backupSchema: number,
  restoreMethod: fc.option(
    fc.record({
      method: fc.constantFrom(2, 5, 6),
      writerRestore: fc.nat(3),
      rebootRequired: fc.boolean(),
      service: words,
      userProcedure: words,
      mappings: generatedFileSpecs,
    }),
  ),
  excludesFromSnapshot: generatedFileSpecs,
});

const form: fc.Arbitrary<DocumentForm> = fc.record({
  bracedGuids: fc.boolean(),
  capitalGuids: fc.boolean(),
  attributesReversed: fc.boolean(),
  restoreMethodLast: fc.boolean(),
  terse: fc.boolean(),
  indent: fc.constantFrom('', '\n  ', '\r\n\t', '<!-- Task Scheduler -->'),
});

describe("a writer's document", () => {
  it('gives back what its writer reported, in every form that it may have', () => {
    fc.assert(
      fc.property(generatedWriter, details, form, (writer, said, shape) => {
        const content = renderWriterDocument({ writer, details: said }, shape);
        const read = readWriterDocument({ name: 'generated.xml', content });
        expect(read).toEqual({ writer, details: said, remarks: [] });
      }),
      { numRuns },
    );
  });
});
