import { describe, expect, it } from 'vitest';
import { errorOf } from '../../../test/error-of.js';
import { planWriters } from '../../../test/plan-writers.js';
import { ntdsDocument, systemWriterDocument, wmiDocument } from '../../../test/saved-documents.js';
import { schemaProblem } from '../../../test/schema-problem.js';
import { component, ntdsId, spec, systemId } from '../../../test/scripted-writer.js';
import type { WriterMetadata } from '../../metadata/writer-metadata.js';
import { activeDirectoryPreset } from '../../select/active-directory-preset.js';
import { customPreset } from '../../select/custom-preset.js';
import { readWriterDocument } from '../read-writer-document.js';
import { boundPlan } from './bound-plan.js';
import { fileSpecKey } from './file-spec-key.js';
import { planBackup } from './plan-backup.js';
import type { PlanDocument } from './plan-document.js';
import type { PlanFacts } from './plan-facts.js';
import { planSchema } from './plan-schema.js';

const systemVolume = '\\\\?\\Volume{c}\\';
const databaseVolume = '\\\\?\\Volume{d}\\';
const variables = { SystemRoot: 'C:\\Windows', ProgramFiles: 'C:\\Program Files' };
const mountPoints = [
  { path: 'C:\\', volume: systemVolume },
  { path: 'C:\\Windows\\NTDS\\', volume: databaseVolume },
];

const plan = (facts?: PlanFacts) => planBackup(planWriters, activeDirectoryPreset, facts);

function componentsOf({ writers }: PlanDocument) {
  return writers.flatMap(({ components }) => components ?? []);
}

const specsOf = (document: PlanDocument, name: string) =>
  componentsOf(document).find((found) => found.name === name)?.fileSpecs ?? [];

describe('a plan', () => {
  it('says of every writer, component and file spec whether it is in, and why', () => {
    const document = plan();
    expect(document.writers.map(({ name, takesPart }) => [name, takesPart])).toEqual([
      ['System Writer', false],
      ['NTDS', true],
      ['DFS Replication service writer', true],
      ['Registry Writer', true],
    ]);
    expect(componentsOf(document).map(({ key, verdict }) => [key, verdict])).toEqual([
      ['System Writer\\System Files', 'out'],
      ['System Writer\\Win32 Services Files', 'out'],
      ['NTDS\\C:_Windows_NTDS\\ntds', 'explicit'],
      ['DFS Replication service writer\\SYSVOL\\domain', 'explicit'],
      ['Registry Writer\\Registry', 'explicit'],
    ]);
    const reasons = [document.writers, componentsOf(document), specsOf(document, 'Registry')].flat();
    for (const { reason } of reasons) expect(reason).not.toBe('');
  });

  it('says which volume each file spec needs, by the longest mount point that holds it', () => {
    const document = plan({ variables, mountPoints });
    expect(specsOf(document, 'ntds').map(({ volume }) => volume)).toEqual(Array(3).fill(databaseVolume));
    expect(document.volumes.map(({ volume }) => volume)).toEqual([systemVolume, databaseVolume]);
    expect(componentsOf(document).map(({ volumes }) => volumes)).toEqual([
      [],
      [],
      [databaseVolume],
      [systemVolume],
      [systemVolume],
    ]);
  });

  it('names no volume where mount points or variables are not known', () => {
    const volumes = componentsOf(plan({ mountPoints })).map((found) => found.volumes);
    expect(volumes.at(-1)).toBeNull();
    expect(componentsOf(plan()).at(2)?.volumes).toBeNull();
  });

  it('adds up the bytes that are handed in, and says that it does not know where one is not', () => {
    const database = spec('C:\\Windows\\NTDS', 'NTDS.DIT');
    const logs = [spec('C:\\Windows\\NTDS', 'edb*.log'), spec('C:\\Windows\\NTDS', 'edb.chk')];
    const sizes = new Map([
      [fileSpecKey(database), 1_000],
      ...logs.map((log) => [fileSpecKey(log), 10] as const),
    ]);
    const document = plan({ variables, mountPoints, sizes });
    expect(document.bytes).toBeNull();
    expect(document.volumes.map(({ bytes }) => bytes)).toEqual([null, 1_020]);
  });

  it('counts what two components name alike once', () => {
    const twice = component('again', {
      files: [spec('%SYSTEMROOT%\\a', '*'), spec('C:\\windows\\A\\', '*')],
    });
    const writer = { ...required(0), contents: { components: [twice], excludes: [] } };
    const sizes = new Map(twice.files.map((file) => [fileSpecKey(file), 7]));
    const custom = customPreset({ include: [{ writer: writer.name }] });
    expect(planBackup([writer], custom, { variables, sizes }).bytes).toBe(7);
  });

  it('honours what its writer leaves out, whole or in part', () => {
    const hives = specsOf(plan({ variables }), 'Registry');
    expect(hives.map(({ filespec, isIn }) => [filespec, isIn])).toEqual([
      ['SAM', true],
      ['SYSTEM', true],
      ['BBI', true],
      ['default.LOG', false],
    ]);
    expect(hives.at(3)?.reason).toContain('Registry Writer');
    expect(specsOf(plan({ variables }), 'domain')[0]?.reason).toContain('left out by name');
  });

  it.each([
    ['with variables', '%systemroot%\\System32\\Config\\bbi'],
    ['below a folder', 'C:\\Windows\\system32\\* /s'],
    ['on every volume', '\\Windows\\system32\\config\\B?I'],
  ])('honours what the registry leaves out: %s', (_how, pattern) => {
    const filesNotToBackup = [{ name: 'Example', patterns: ['', pattern] }];
    const only = customPreset({ include: [{ writer: 'Registry Writer' }] });
    const specs = specsOf(planBackup(planWriters, only, { variables, filesNotToBackup }), 'Registry');
    expect(specs.find(({ filespec }) => filespec === 'BBI')).toMatchObject({
      isIn: false,
      reason: expect.stringContaining('FilesNotToBackup\\Example'),
    });
  });

  it('does not take an exclude of one folder for one of all below it', () => {
    const filesNotToBackup = [{ name: 'Example', patterns: ['C:\\Windows\\SYSVOL\\*'] }];
    expect(specsOf(plan({ variables, filesNotToBackup }), 'domain')).toMatchObject([
      { isIn: true, reason: expect.stringContaining('some of it may be left out') },
    ]);
  });

  it('ignores what the registry leaves out by the name of a writer that takes part', () => {
    const entry = { name: 'REGISTRY WRITER', patterns: ['%SystemRoot%\\system32\\config\\* /s'] };
    expect(specsOf(plan({ variables, filesNotToBackup: [entry] }), 'Registry')[0]?.isIn).toBe(true);
  });

  it('is refused when what it must have is left out', () => {
    const entry = { name: 'Anyone', patterns: ['%windir%\\nothing', 'C:\\Windows\\NTDS\\ntds.* '] };
    const error = errorOf(() => plan({ variables, filesNotToBackup: [entry] }));
    expect(error.code).toBe('WRITER_MISSING');
    expect(error.message).toContain('leaves all of them out');
  });

  it('is made of saved documents as of live writers', () => {
    const saved = [ntdsDocument, wmiDocument, systemWriterDocument(10)].map(
      (content) => readWriterDocument({ name: 'saved.xml', content }).writer,
    );
    const custom = customPreset({
      include: [{ writer: ntdsId }, { writer: systemId, component: 'System Files' }],
    });
    const document = planBackup(saved, custom, { variables });
    expect(componentsOf(document).map(({ name, verdict }) => [name, verdict])).toEqual([
      ['ntds', 'explicit'],
      ['WMI', 'out'],
      ['System Files', 'explicit'],
      ['Win32 Services Files', 'out'],
    ]);
    expect(document).toMatchObject({ preset: 'custom', backupType: 5, bootableSystemState: false });
  });

  it('is plain data of the published schema, also when it is bounded', () => {
    const sizes = new Map([[fileSpecKey(spec('C:\\Windows\\NTDS', 'ntds.dit')), 5]]);
    const filesNotToBackup = [{ name: 'Example', patterns: ['\\Pagefile.sys'] }];
    const document = plan({ variables, mountPoints, sizes, filesNotToBackup });
    for (const made of [document, boundPlan(document, 1)]) {
      expect(JSON.parse(JSON.stringify(made))).toEqual(made);
      expect(schemaProblem(made, planSchema)).toBeUndefined();
    }
    expect(schemaProblem({ ...document, more: 1 }, planSchema)).toContain('more');
  });

  it('loses the most file specs first when it is bounded, and nothing else', () => {
    const document = plan({ variables });
    const bounded = boundPlan(document, 7);
    expect(
      componentsOf(bounded).map(({ fileSpecCount, fileSpecs }) => [fileSpecCount, fileSpecs?.length]),
    ).toEqual([
      [1, 1],
      [0, 0],
      [3, 3],
      [1, 1],
      [4, undefined],
    ]);
    expect(boundPlan(document, 9)).toBe(document);
  });
});

function required(index: number): WriterMetadata {
  const writer = planWriters[index];
  if (writer === undefined) throw new Error(`no writer ${index}`);
  return writer;
}
