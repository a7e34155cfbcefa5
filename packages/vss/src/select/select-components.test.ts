import { DsBackupError } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import {
  component,
  dfsrId,
  domainControllerWriters,
  frsId,
  ntdsId,
  registryId,
  type ScriptedWriter,
  spec,
} from '../../test/scripted-writer.js';
import type { WriterComponent, WriterMetadata } from '../metadata/writer-metadata.js';
import { VSS_BT_FULL } from '../native/constants.js';
import { activeDirectoryPreset } from './active-directory-preset.js';
import type { BackupPlan } from './backup-plan.js';
import { selectComponents } from './select-components.js';

function metadataOf({ instanceId, writerId, name, components, excludes }: ScriptedWriter): WriterMetadata {
  return { instanceId, writerId, name, usage: 1, source: 3, contents: { components, excludes } };
}

function planOf(writers: readonly ScriptedWriter[]): BackupPlan {
  return selectComponents(writers.map(metadataOf), activeDirectoryPreset);
}

/** The domain controller with the components of its DFSR writer replaced. */
function planWith(components: readonly WriterComponent[]): Record<string, string> {
  const writers = domainControllerWriters().map((writer) =>
    writer.writerId === dfsrId ? { ...writer, components } : writer,
  );
  const chosen = planOf(writers).components.filter(({ writer }) => writer.writerId === dfsrId);
  const prefix = 'DFS Replication service writer\\';
  return Object.fromEntries(
    chosen.map(({ key, selection, explicitKey }) => [
      key.slice(prefix.length),
      selection === 'explicit' ? 'explicit' : `with ${explicitKey.slice(prefix.length)}`,
    ]),
  );
}

const files = [spec('C:\\x', '*')];
const inTree = (path: string, fields: Partial<WriterComponent> = {}) => {
  const cut = path.lastIndexOf('\\');
  const logicalPath = cut < 0 ? null : path.slice(0, cut);
  return component(path.slice(cut + 1), { logicalPath, files, ...fields });
};

describe('the plan of an Active Directory backup', () => {
  it('takes the directory, SYSVOL and the registry, each by its writer, as a full system state', () => {
    const plan = planOf(domainControllerWriters());
    expect(plan.components.map(({ key, selection }) => [key, selection])).toEqual([
      ['NTDS\\C:_Windows_NTDS\\ntds', 'explicit'],
      ['DFS Replication service writer\\SYSVOL\\domain', 'explicit'],
      ['Registry Writer\\Registry', 'explicit'],
    ]);
    expect(plan).toMatchObject({
      preset: 'active-directory',
      backupType: VSS_BT_FULL,
      bootableSystemState: true,
    });
  });

  it('says of every writer and component why it is in or out', () => {
    const plan = planOf(domainControllerWriters());
    expect(plan.leftOut).toMatchObject([
      {
        writer: { name: 'System Writer' },
        reason: 'the preset active-directory takes nothing of this writer',
      },
    ]);
    for (const { reason } of [...plan.components, ...plan.leftOut]) expect(reason).not.toBe('');
  });

  it.each<[string, WriterComponent[], Record<string, string>]>([
    ['adds what is at the top, selectable', [inTree('a')], { a: 'explicit' }],
    ['adds what is at the top, not selectable', [inTree('a', { selectable: false })], { a: 'explicit' }],
    [
      'takes what has a logical path but no ancestor for the top',
      [inTree('x\\a', { selectable: false })],
      { 'x\\a': 'explicit' },
    ],
    [
      'never adds what lies below an added one',
      [inTree('a'), inTree('a\\b'), inTree('a\\b\\c', { selectable: false })],
      { a: 'explicit', 'a\\b': 'with a', 'a\\b\\c': 'with a' },
    ],
    [
      'is not led by the order of components',
      [inTree('a\\b'), inTree('a')],
      { 'a\\b': 'with a', a: 'explicit' },
    ],
    ['tells a name that only begins alike', [inTree('a'), inTree('ab')], { a: 'explicit', ab: 'explicit' }],
    ['drops what is no system state', [inTree('a'), inTree('b', { flags: 4 })], { a: 'explicit' }],
    [
      'keeps the selectable ones below one that it drops',
      [inTree('a', { flags: 4 }), inTree('a\\b'), inTree('a\\c', { selectable: false })],
      { 'a\\b': 'explicit' },
    ],
    [
      'cannot drop what comes with an ancestor',
      [inTree('a'), inTree('a\\b', { flags: 4 })],
      { a: 'explicit', 'a\\b': 'with a' },
    ],
  ])('%s', (_rule, components, expected) => {
    expect(planWith(components)).toEqual(expected);
  });

  it.each([
    ['the directory database', ntdsId],
    ['SYSVOL', dfsrId],
    ['the registry', registryId],
  ])('is refused when the writer of %s is missing', (what, writerId) => {
    const writers = domainControllerWriters().filter((writer) => writer.writerId !== writerId);
    const error = errorOf(() => planOf(writers));
    expect(error.code).toBe('WRITER_MISSING');
    expect(error.message).toContain(what);
    expect(error.message).toContain(writerId);
  });

  it.each([
    ['has no component', []],
    ['has only components that are no system state', [inTree('a', { flags: 4 })]],
    ['names no file', [component('empty')]],
  ])('is refused when the only writer of a part %s', (_what, components) => {
    const error = errorOf(() => planWith(components));
    expect(error.code).toBe('WRITER_MISSING');
    expect(error.message).toContain('DFS Replication service writer');
  });

  it('is refused when the NTDS writer names no database file', () => {
    const writers = domainControllerWriters().map((writer) =>
      writer.writerId === ntdsId ? { ...writer, components: [component('ntds', { databases: [] })] } : writer,
    );
    expect(errorOf(() => planOf(writers)).code).toBe('WRITER_MISSING');
  });

  it('takes SYSVOL from the FRS writer where DFSR does not keep it, and from both where both do', () => {
    const [, ntds, dfsr, registry] = domainControllerWriters();
    if (ntds === undefined || dfsr === undefined || registry === undefined) throw new Error('four writers');
    const frs = { ...dfsr, writerId: frsId, name: 'FRS Writer', instanceId: '{frs}' };
    const namesOf = (writers: ScriptedWriter[]) =>
      planOf(writers).components.map(({ writer }) => writer.name);
    expect(namesOf([ntds, frs, registry])).toContain('FRS Writer');
    expect(namesOf([ntds, frs, { ...dfsr, components: [] }, registry])).toHaveLength(3);
    expect(namesOf([ntds, frs, dfsr, registry])).toHaveLength(4);
  });

  it('keeps the components of two writers of one name apart', () => {
    const [system, ntds, dfsr, registry] = domainControllerWriters();
    if (!system || !ntds || !dfsr || !registry) throw new Error('four writers');
    const twin = { ...ntds, instanceId: '{twin}' };
    const keys = planOf([ntds, twin, dfsr, registry]).components.map(({ key }) => key);
    expect(new Set(keys).size).toBe(4);
    expect(keys).toContain('NTDS {twin}\\C:_Windows_NTDS\\ntds');
  });
});

function errorOf(work: () => unknown): DsBackupError {
  try {
    work();
  } catch (error) {
    if (DsBackupError.is(error)) return error;
  }
  throw new Error('expected a DsBackupError');
}
