import { DsBackupError } from '@dsbackup/session';
import type { WriterMetadata } from '../metadata/writer-metadata.js';
import { VSS_ST_UNDEFINED, VSS_UT_UNDEFINED, VSS_WS_FAILED_AT_IDENTIFY } from '../native/constants.js';
import { writerFailed } from '../requester/writer-status.js';
import { vssBackend } from '../vss-errors.js';
import type { BackupPlan, LeftOut, PlannedComponent } from './backup-plan.js';
import { type ComponentChoice, isOfWriter } from './component-choice.js';
import { type ComponentPreset, presetTakesWriter } from './component-preset.js';
import { componentPath } from './component-tree.js';
import { filesNotToBackup } from './files-not-to-backup.js';
import { requireChoice } from './require-choices.js';
import { requirePart } from './require-parts.js';
import { type SelectionRules, selectWriterComponents } from './select-writer-components.js';
import type { SelectionFacts } from './selection-facts.js';
import { writerKey } from './writer-key.js';

/**
 * Turns what the writers reported into a plan. A pure function: what is handed in decides, and its order decides
 * nothing but the plan's.
 *
 * Throws `WRITER_MISSING` when a part of the preset, or a choice of the caller, is kept by no writer or by one that
 * names nothing to back up; `WRITER_FAILED` when one that the preset takes failed at identify, or names a component
 * twice; `INVALID_ARGUMENT` for a choice that can't be had. A smaller backup is never made in place of what was asked.
 */
export function selectComponents(
  writers: readonly WriterMetadata[],
  preset: ComponentPreset,
  facts: SelectionFacts = {},
): BackupPlan {
  const components: PlannedComponent[] = [];
  const leftOut: LeftOut[] = [];
  for (const writer of writers) {
    const { instanceId, writerId, name } = writer;
    const identity = { instanceId, writerId, name };
    const reason = whyWriterOut(preset, writer);
    if (reason !== undefined) {
      leftOut.push({ writer: identity, reason });
      continue;
    }
    requireDistinct(writer);
    const prefix = writerKey(writer, writers);
    const chosen = selectWriterComponents(writer.contents?.components ?? [], rulesFor(preset, writer));
    for (const { component, explicit, selection, reason } of chosen.included) {
      const key = `${prefix}\\${componentPath(component)}`;
      const explicitKey = `${prefix}\\${componentPath(explicit)}`;
      components.push({ key, writer, component, selection, explicitKey, reason });
    }
    for (const { component, reason } of chosen.leftOut) {
      leftOut.push({ writer: identity, component: componentPath(component), reason });
    }
  }
  const takingPart = [...new Set(components.map(({ writer }) => writer))];
  const notToBackup = filesNotToBackup(facts.filesNotToBackup ?? [], takingPart);
  const found = { writers, components, facts, filesNotToBackup: notToBackup };
  const warnings = [
    ...requireIdentified(preset, writers, facts),
    ...preset.parts.flatMap((part) => requirePart(part, found)),
  ];
  for (const choice of preset.choices) requireChoice(choice, { writers, components, leftOut });
  const { name, backupType, bootableSystemState } = preset;
  return {
    preset: name,
    backupType,
    bootableSystemState,
    components,
    leftOut,
    filesNotToBackup: notToBackup,
    warnings,
  };
}

function whyWriterOut(preset: ComponentPreset, writer: WriterMetadata): string | undefined {
  if (!presetTakesWriter(preset, writer)) return `the preset ${preset.name} takes nothing of this writer`;
  const isExcluded = preset.exclusions.some(
    (choice) => choice.component === undefined && isOfWriter(choice, writer),
  );
  return isExcluded ? 'is excluded by name' : undefined;
}

/** What the caller's choices mean for one writer: all of it, unless only some components were named. */
function rulesFor(preset: ComponentPreset, writer: WriterMetadata): SelectionRules {
  const paths = (choices: readonly ComponentChoice[]) =>
    choices.flatMap((choice) => (isOfWriter(choice, writer) ? [choice.component] : []));
  const isPath = (path: string | undefined) => path !== undefined;
  const wanted = paths(preset.choices);
  return {
    systemStateOnly: preset.systemStateOnly,
    wanted: wanted.length > 0 && wanted.every(isPath) ? new Set(wanted.filter(isPath)) : undefined,
    unwanted: new Set(paths(preset.exclusions).filter(isPath)),
  };
}

/**
 * A writer that fails in Identify is mostly just absent; where its status says so, that is the better word. Of one
 * that nobody knows the usage of, a warning.
 */
function requireIdentified(
  preset: ComponentPreset,
  writers: readonly WriterMetadata[],
  { statuses = [] }: SelectionFacts,
): string[] {
  const warnings: string[] = [];
  for (const status of statuses) {
    if (status.state !== VSS_WS_FAILED_AT_IDENTIFY) continue;
    const known = writers.find(({ writerId }) => writerId === status.writerId);
    const identity = known ?? { ...status, usage: VSS_UT_UNDEFINED, source: VSS_ST_UNDEFINED };
    if (presetTakesWriter(preset, identity)) throw writerFailed(status, { step: 'GatherWriterMetadata' });
    if (known === undefined && preset.usages.length > 0) {
      warnings.push(`The writer "${status.name}" failed at identify; it may be part of the system state.`);
    }
  }
  return warnings;
}

/** VSS addresses a component by its path; two of one path can't be told apart, so that neither can be vouched for. */
function requireDistinct({ name, contents }: WriterMetadata): void {
  const seen = new Set<string>();
  for (const component of contents?.components ?? []) {
    const path = componentPath(component);
    if (seen.has(path)) {
      throw new DsBackupError({
        code: 'WRITER_FAILED',
        message: `The writer "${name}" names the component "${path}" twice: they can't be told apart.`,
        backend: vssBackend,
        scope: 'session',
      });
    }
    seen.add(path);
  }
}
