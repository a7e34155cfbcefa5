import { describe, expect, it } from 'vitest';
import { errorOf } from '../../test/error-of.js';
import { planWriters, writer } from '../../test/plan-writers.js';
import { component, dfsrId, frsId, ntdsId, registryId, spec, systemId } from '../../test/scripted-writer.js';
import type { WriterMetadata } from '../metadata/writer-metadata.js';
import {
  VSS_BT_COPY,
  VSS_BT_FULL,
  VSS_UT_USERDATA,
  VSS_WS_FAILED_AT_IDENTIFY,
  VSS_WS_STABLE,
} from '../native/constants.js';
import { activeDirectoryPreset } from './active-directory-preset.js';
import { adLdsPreset } from './ad-lds-preset.js';
import type { ComponentPreset } from './component-preset.js';
import { customPreset } from './custom-preset.js';
import { selectComponents } from './select-components.js';
import type { SelectionFacts } from './selection-facts.js';
import { systemStatePreset } from './system-state-preset.js';
import { adLdsWriterClass, comPlusWriterClass } from './writer-classes.js';

const files = [spec('C:\\x', '*')];
const comPlus = writer(5, comPlusWriterClass, 'COM+ REGDB Writer', {
  components: [component('COM+ REGDB', { files: [spec('%SystemRoot%\\Registration', '*', true)] })],
});
const tasks = writer(6, '{d61d61c8-d73a-4eee-8cdd-f6f9786b7124}', 'Task Scheduler Writer', {
  components: [component('TasksStore', { selectable: false, files })],
});
const sql: WriterMetadata = {
  ...writer(7, '{a65faa63-5ea8-4ebc-9dbd-a0c4db26912a}', 'SqlServerWriter', {
    components: [component('master', { files }), component('tempdb', { files })],
  }),
  usage: VSS_UT_USERDATA,
};
const frs = writer(8, frsId, 'FRS Writer', {
  components: [component('{set}', { logicalPath: 'SYSVOL', files })],
});
const wholeMachine = [...planWriters, comPlus, tasks, sql];
const without = (...ids: readonly string[]) => wholeMachine.filter(({ writerId }) => !ids.includes(writerId));

const keysOf = (writers: readonly WriterMetadata[], preset: ComponentPreset, facts?: SelectionFacts) =>
  selectComponents(writers, preset, facts).components.map(({ key }) => key);

describe('the preset active-directory', () => {
  it('takes the COM+ class registrations where their writer reports, and says where it does not', () => {
    expect(keysOf(wholeMachine, activeDirectoryPreset)).toContain('COM+ REGDB Writer\\COM+ REGDB');
    const plan = selectComponents(without(comPlusWriterClass), activeDirectoryPreset);
    expect(plan.warnings).toEqual([expect.stringContaining('COM+ class registrations')]);
    expect(selectComponents(wholeMachine, activeDirectoryPreset).warnings).toEqual([]);
  });
});

describe('the preset system-state', () => {
  it('takes every component of every system-state writer but those that say they are none of it', () => {
    const plan = selectComponents(wholeMachine, systemStatePreset, { isDomainController: true });
    expect(plan.components.map(({ key }) => key)).toEqual([
      'System Writer\\System Files',
      'NTDS\\C:_Windows_NTDS\\ntds',
      'DFS Replication service writer\\SYSVOL\\domain',
      'Registry Writer\\Registry',
      'COM+ REGDB Writer\\COM+ REGDB',
      'Task Scheduler Writer\\TasksStore',
    ]);
    expect(plan.leftOut.map(({ writer, component }) => [writer.name, component])).toEqual([
      ['System Writer', 'Win32 Services Files'],
      ['SqlServerWriter', undefined],
    ]);
    expect(plan).toMatchObject({ backupType: VSS_BT_FULL, bootableSystemState: true });
  });

  it.each([
    ['the registry', registryId],
    ['the system files', systemId],
    ['the COM+ class registrations', comPlusWriterClass],
  ])('is refused without %s', (what, writerId) => {
    const error = errorOf(() => keysOf(without(writerId), systemStatePreset));
    expect(error.code).toBe('WRITER_MISSING');
    expect(error.message).toContain(what);
  });

  it('must have the directory on a domain controller, and nowhere else', () => {
    const member = without(ntdsId, dfsrId);
    expect(keysOf(member, systemStatePreset)).not.toHaveLength(0);
    const error = errorOf(() => keysOf(member, systemStatePreset, { isDomainController: true }));
    expect(error.message).toContain('the directory database');
  });
});

describe('the preset ad-lds', () => {
  const instance = (number: number) =>
    writer(20 + number, adLdsWriterClass, `ADAM (instance${number}) Writer`, {
      components: [component('adamntds', { selectable: false, databases: files })],
    });

  it('takes every instance, each a writer of its own, and nothing else', () => {
    expect(keysOf([...wholeMachine, instance(1), instance(2)], adLdsPreset)).toEqual([
      'ADAM (instance1) Writer\\adamntds',
      'ADAM (instance2) Writer\\adamntds',
    ]);
  });

  it('is refused where there is none', () => {
    expect(errorOf(() => keysOf(wholeMachine, adLdsPreset)).message).toContain('AD LDS');
  });
});

describe('the preset custom', () => {
  const choose = (include: string, exclude: readonly string[] = []) => {
    const choiceOf = (text: string) => {
      const [name = '', path] = text.split(':');
      return { writer: name, component: path };
    };
    return customPreset({ include: [choiceOf(include)], exclude: exclude.map(choiceOf) });
  };

  it('copies, so that no writer cuts its logs, unless another kind is asked for', () => {
    expect(choose('NTDS')).toMatchObject({ backupType: VSS_BT_COPY, bootableSystemState: false });
    const full = customPreset({ include: [], backupType: VSS_BT_FULL, bootableSystemState: true });
    expect(full).toMatchObject({ backupType: VSS_BT_FULL, systemStateOnly: true });
  });

  it.each([
    ['by its name', 'sqlserverwriter'],
    ['by its class', 'A65FAA63-5EA8-4EBC-9DBD-A0C4DB26912A'],
    ['by its instance', sql.instanceId],
  ])('takes a writer whole, named %s', (_how, name) => {
    expect(keysOf(wholeMachine, choose(name))).toEqual([
      'SqlServerWriter\\master',
      'SqlServerWriter\\tempdb',
    ]);
  });

  it('takes what is no system state, when that is not what was asked for', () => {
    expect(keysOf(wholeMachine, choose('System Writer:Win32 Services Files'))).toHaveLength(1);
  });

  it('takes the components that were named, and those that their writer can not do without', () => {
    const tree = writer(9, '{9}', 'W', {
      components: [component('a'), component('b'), component('c', { selectable: false })],
    });
    expect(keysOf([tree], choose('W:a'))).toEqual(['W\\a', 'W\\c']);
    const reasons = selectComponents([tree], choose('W:a')).components.map(({ reason }) => reason);
    expect(reasons).toEqual(['was asked for', expect.stringContaining('not selectable')]);
  });

  it.each<[string, string[], string[]]>([
    ['a component', ['W:d'], ['a', 'a\\b', 'a\\b\\c']],
    ['with one, those below and above it', ['W:a\\b'], ['d']],
    ['with one at the bottom, all above it', ['W:a\\b\\c'], ['d']],
  ])('leaves out %s', (_what, exclude, expected) => {
    const tree = writer(9, '{9}', 'W', {
      components: [
        component('a'),
        component('b', { logicalPath: 'a' }),
        component('c', { logicalPath: 'a\\b' }),
        component('d'),
      ],
    });
    expect(keysOf([tree], choose('W', exclude))).toEqual(expected.map((path) => `W\\${path}`));
  });

  it('is refused when a writer can not take part without what is excluded', () => {
    const error = errorOf(() =>
      keysOf(wholeMachine, choose('Task Scheduler Writer', ['Task Scheduler Writer:TasksStore'])),
    );
    expect(error.code).toBe('WRITER_MISSING');
  });

  it.each([
    ['a writer that does not report', 'Exchange', [], 'WRITER_MISSING', /No writer "Exchange"/],
    ['a writer that is excluded too', 'NTDS', ['NTDS'], 'WRITER_MISSING', /excluded by name/],
    ['a component that is not there', 'NTDS:x', [], 'INVALID_ARGUMENT', /no component "x"/],
  ])('is refused for %s', (_what, include, exclude, code, message) => {
    const error = errorOf(() => keysOf(wholeMachine, choose(include, exclude)));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it('is refused for a component that can not be had by itself', () => {
    const components = [component('a'), component('b', { logicalPath: 'a', selectable: false })];
    const error = errorOf(() => keysOf([writer(9, '{9}', 'W', { components })], choose('W:a\\b')));
    expect(error.code).toBe('INVALID_ARGUMENT');
    expect(error.message).toContain('not selectable');
  });
});

describe('SYSVOL', () => {
  const both = [...planWriters, frs];
  const onlyFrs = both.filter(({ writerId }) => writerId !== dfsrId);
  const facts = (localState: number | null) => ({ sysvol: { localState } });

  it.each<[string, number | null, readonly WriterMetadata[]]>([
    ['DFS Replication alone, once the migration has ended', 3, planWriters],
    ['DFS Replication alone, with no key and no FRS writer', null, planWriters],
    ['the File Replication Service, before the migration', 0, onlyFrs],
    ['the File Replication Service, with no key', null, onlyFrs],
    ['both, while it is redirected', 2, both],
    ['either, in between', 5, planWriters],
    ['either, in between', 5, onlyFrs],
  ])('may be kept by %s', (_who, localState, writers) => {
    expect(keysOf(writers, activeDirectoryPreset, facts(localState))).not.toHaveLength(0);
  });

  it.each<[string, number | null, readonly WriterMetadata[]]>([
    ['the FRS writer alone after the migration', 3, onlyFrs],
    ['the DFSR writer alone before it', 0, planWriters],
    ['one of the two while it is redirected', 2, planWriters],
    ['one of the two while it is redirected', 2, onlyFrs],
  ])('is not kept by %s', (_who, localState, writers) => {
    const error = errorOf(() => keysOf(writers, activeDirectoryPreset, facts(localState)));
    expect(error.code).toBe('WRITER_MISSING');
    expect(error.message).toContain(`LocalState is ${localState}`);
  });

  it('is taken from both writers while both have a copy, and the plan says so', () => {
    const plan = selectComponents(both, activeDirectoryPreset, facts(2));
    expect(plan.components.filter(({ key }) => key.includes('SYSVOL'))).toHaveLength(2);
    expect(plan.warnings).toContainEqual(expect.stringContaining('migration'));
  });
});

describe('a writer that failed at identify', () => {
  const status = (writerId: string, state: number) => ({
    statuses: [{ instanceId: '{1}', writerId, name: 'Some Writer', state, failure: 0x800423f4 }],
  });

  it('refuses the plan of a preset that takes it', () => {
    const failed = status(ntdsId, VSS_WS_FAILED_AT_IDENTIFY);
    const error = errorOf(() => keysOf(wholeMachine, activeDirectoryPreset, failed));
    expect(error.code).toBe('WRITER_FAILED');
    expect(error.message).toContain('failed at identify');
  });

  it('is worth a warning where nobody knows whether it is part of the system state', () => {
    const failed = status('{unknown}', VSS_WS_FAILED_AT_IDENTIFY);
    expect(selectComponents(wholeMachine, systemStatePreset, failed).warnings).toEqual([
      expect.stringContaining('Some Writer'),
    ]);
    expect(selectComponents(wholeMachine, activeDirectoryPreset, failed).warnings).toEqual([]);
  });

  it('is another matter than one that is well', () => {
    const well = status(ntdsId, VSS_WS_STABLE);
    expect(keysOf(wholeMachine, activeDirectoryPreset, well)).not.toHaveLength(0);
  });
});
