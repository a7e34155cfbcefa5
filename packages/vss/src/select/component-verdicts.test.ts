import { describe, expect, it } from 'vitest';
import { component } from '../../test/scripted-writer.js';
import type { WriterMetadata } from '../metadata/writer-metadata.js';
import type { BackupPlan, PlannedComponent } from './backup-plan.js';
import { componentVerdicts } from './component-verdicts.js';

const writer: WriterMetadata = {
  instanceId: '{1}',
  writerId: '{2}',
  name: 'W',
  usage: 1,
  source: 3,
  contents: undefined,
};

function planned(key: string, explicitKey = key): PlannedComponent {
  const selection = key === explicitKey ? 'explicit' : 'implicit';
  return { key, writer, component: component(key), selection, explicitKey, reason: 'because' };
}

function verdicts(failed: readonly string[], sharing: ReadonlyMap<string, ReadonlySet<string>> = new Map()) {
  const components = [planned('a'), planned('a\\b', 'a'), planned('c')];
  const plan: BackupPlan = {
    preset: 'p',
    backupType: 1,
    bootableSystemState: true,
    components,
    leftOut: [],
    filesNotToBackup: [],
    warnings: [],
  };
  const outcomes = components.map(({ key }) => ({
    component: key,
    succeeded: !failed.includes(key),
    files: 1,
    bytes: 1,
    skipped: [],
  }));
  return componentVerdicts(plan, outcomes, sharing).map(({ component, succeeded }) => [
    component.key,
    succeeded,
  ]);
}

describe('what Windows is told of each component that was added', () => {
  it('is success when everything was read', () => {
    expect(verdicts([])).toEqual([
      ['a', true],
      ['c', true],
    ]);
  });

  it('is failure for one whose own files failed, and for no other', () => {
    expect(verdicts(['c'])).toEqual([
      ['a', true],
      ['c', false],
    ]);
  });

  it('is failure for the one that a failed component came with', () => {
    expect(verdicts(['a\\b'])).toEqual([
      ['a', false],
      ['c', true],
    ]);
  });

  it('is failure for one whose files another lists in its place and could not read', () => {
    expect(verdicts(['c'], new Map([['a\\b', new Set(['c'])]]))).toEqual([
      ['a', false],
      ['c', false],
    ]);
  });
});
