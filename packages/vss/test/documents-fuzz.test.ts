import { DsBackupError } from '@dsbackup/session';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBackupComponentsDocument } from '../src/documents/read-backup-components-document.js';
import { readWriterDocument } from '../src/documents/read-writer-document.js';
import { parseXml } from '../src/documents/xml/parse-xml.js';
import type { XmlElement } from '../src/documents/xml/xml-element.js';
import { wellFormedXml } from './generated-xml.js';
import { mutated } from './mutate.js';
import { backupComponentsDocument, bitsDocument, ntdsDocument, wmiDocument } from './saved-documents.js';
import { type ComparedElement, readByOracle } from './xml-oracle.js';

const numRuns = process.env.DSBACKUP_FULL === '1' ? 200_000 : 2_000;
const documents = [ntdsDocument, wmiDocument, bitsDocument, backupComponentsDocument];

/** What reading gives, or undefined where it is refused in the one way that it may be. */
function orRefusal<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (!DsBackupError.is(error)) throw error;
    expect(error.code).toBe('SET_INVALID');
    expect(error.message.length).toBeLessThan(1_000);
    return undefined;
  }
}

function compared({ name, namespace, attributes, children }: XmlElement): ComparedElement {
  return { name, namespace, attributes: Object.fromEntries(attributes), children: children.map(compared) };
}

describe('a damaged document', () => {
  it('is read or refused, never anything else', () => {
    let accepted = 0;
    fc.assert(
      fc.property(mutated(documents), (content) => {
        const source = { name: 'damaged.xml', content };
        const read = content.includes('BACKUP_COMPONENTS')
          ? readBackupComponentsDocument
          : readWriterDocument;
        if (orRefusal(() => read(source)) !== undefined) accepted++;
      }),
      { numRuns },
    );
    // Damage that hits only a name or a path can't be seen.
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(numRuns);
  });

  it('is read or refused when its bytes are damaged', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...documents),
        fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        (document, changes) => {
          const content = Buffer.from(document);
          for (const [at, byte] of changes) content[at] = byte;
          orRefusal(() => readWriterDocument({ name: 'damaged.xml', content }));
        },
      ),
      { numRuns },
    );
  });

  it('is nothing that another parser would read differently', () => {
    let both = 0;
    fc.assert(
      fc.property(mutated(documents), (content) => {
        const ours = orRefusal(() => parseXml({ document: 'damaged.xml', content }));
        const theirs = readByOracle(content);
        if (ours === undefined || theirs === undefined) return;
        both++;
        expect(compared(ours)).toEqual(theirs);
      }),
      { numRuns },
    );
    expect(both).toBeGreaterThan(0);
  });
});

describe('a well-formed document', () => {
  it('is read as another parser reads it', () => {
    fc.assert(
      fc.property(wellFormedXml, (content) => {
        expect(compared(parseXml({ document: 'generated.xml', content }))).toEqual(readByOracle(content));
      }),
      { numRuns },
    );
  });
});

describe('a document made to hurt', () => {
  it.each([
    ['a very long one', () => `<a>${' '.repeat(40 * 1024 * 1024)}</a>`, /longer than/],
    ['one that is very deep', () => '<a>'.repeat(1_000_000), /deep/],
    ['one of very many elements', () => `<a>${'<b/>'.repeat(1_000_000)}</a>`, /elements/],
    [
      'an element of very many attributes',
      () => `<a ${Array.from({ length: 500_000 }, (_, index) => `a${index}=""`).join(' ')}/>`,
      /attributes/,
    ],
    [
      'very many elements of many attributes',
      () =>
        `<a>${`<b ${Array.from({ length: 60 }, (_, index) => `a${index}=""`).join(' ')}/>`.repeat(40_000)}</a>`,
      /attributes/,
    ],
    ['one that is open inside a comment', () => `<a><!--${'-'.repeat(1_000_000)}`, /comment|unclosed|end/],
    [
      'the billion laughs',
      () => '<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "&d;&d;">]><a>&b;</a>',
      /DOCTYPE/,
    ],
  ])('is refused soon and in little memory: %s', (_what, make, message) => {
    const content = make();
    const before = process.memoryUsage.rss();
    const started = performance.now();
    expect(() => parseXml({ document: 'hostile.xml', content })).toThrow(message);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(process.memoryUsage.rss() - before).toBeLessThan(400 * 1024 * 1024);
  });

  it('is refused by its length before it is decoded', () => {
    const content = new Uint8Array(128 * 1024 * 1024 + 1);
    expect(() => parseXml({ document: 'hostile.xml', content })).toThrow(/longer than/);
  });
});
