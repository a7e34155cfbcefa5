import { describe, expect, it } from 'vitest';
import { planBackup } from '../src/documents/plan/plan-backup.js';
import { readWriterDocument } from '../src/documents/read-writer-document.js';
import { customPreset } from '../src/select/custom-preset.js';

/** A writer's document with components and excludes of a test's making. */
function documentOf(locations: string): string {
  return (
    '<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo"><IDENTIFICATION friendlyName="W"' +
    ' writerId="e8132975-6f93-4464-a53e-1050253ae220" instanceId="00000000-0000-0000-0000-0000000000c1"/>' +
    `<BACKUP_LOCATIONS>${locations}</BACKUP_LOCATIONS></WRITER_METADATA>`
  );
}

const group = (specs: string) => `<FILE_GROUP componentName="g" selectable="yes">${specs}</FILE_GROUP>`;
const many = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => one(index)).join('');

describe('a plan of documents made to hurt', () => {
  it.each([
    [
      'wildcards that match slowly',
      () =>
        group(many(900, () => `<FILE_LIST path="C:\\a" filespec="${'a'.repeat(5_000)}"/>`)) +
        many(1_000, () => `<EXCLUDE_FILES path="C:\\a" filespec="${'a*'.repeat(2_000)}b"/>`),
    ],
    [
      'components in a very deep row',
      () =>
        many(
          3_000,
          (index) => `<FILE_GROUP logicalPath="${'a\\'.repeat(index).slice(0, -1)}" componentName="a"/>`,
        ),
    ],
    [
      'very many components',
      () => many(100_000, (index) => `<FILE_GROUP logicalPath="p" componentName="${index}"/>`),
    ],
    ['a path of percent signs', () => group(`<FILE_LIST path="${'%'.repeat(1_000_000)}" filespec="*"/>`)],
    ['a path of backslashes', () => group(`<FILE_LIST path="${'\\'.repeat(1_000_000)}a" filespec="*"/>`)],
    [
      'as many files and excludes as a document may name',
      () =>
        group(many(20_000, (index) => `<FILE_LIST path="C:\\a" filespec="${'a'.repeat(25)}${index}"/>`)) +
        many(200, () => '<EXCLUDE_FILES path="C:\\a" filespec="a*a*a*a*a*a*a*a*a*b"/>'),
    ],
  ])('is made within seconds: %s', (_what, locations) => {
    const started = performance.now();
    const { writer } = readWriterDocument({ name: 'hostile.xml', content: documentOf(locations()) });
    const plan = planBackup([writer], customPreset({ include: [{ writer: 'W' }] }), {
      variables: { a: 'b' },
      mountPoints: [{ path: 'C:\\', volume: 'c' }],
    });
    expect(plan.writers[0]?.takesPart).toBe(true);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
