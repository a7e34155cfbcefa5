import { DsBackupError } from '@dsbackup/session';
import type { WriterMetadata } from '../metadata/writer-metadata.js';
import { vssBackend } from '../vss-errors.js';
import type { LeftOut, PlannedComponent } from './backup-plan.js';
import { type ComponentChoice, isOfWriter } from './component-choice.js';
import { componentPath } from './component-tree.js';

/** What came of the caller's choices. */
export interface Chosen {
  readonly writers: readonly WriterMetadata[];
  readonly components: readonly PlannedComponent[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Throws unless the choice is in the plan: `WRITER_MISSING` where no such writer reports, or it has nothing to back
 * up; `INVALID_ARGUMENT` where it has no such component, or one that can't be had by itself.
 */
export function requireChoice(choice: ComponentChoice, { writers, components, leftOut }: Chosen): void {
  const meant = writers.filter((writer) => isOfWriter(choice, writer));
  if (meant.length === 0) throw notReporting(choice);
  const isIn = components.some(
    ({ writer, component }) =>
      meant.includes(writer) &&
      (choice.component === undefined || componentPath(component) === choice.component),
  );
  if (isIn) return;
  const out = leftOut.find(
    ({ writer, component }) =>
      component === choice.component && meant.some(({ instanceId }) => instanceId === writer.instanceId),
  );
  if (choice.component === undefined)
    throw notReporting(choice, out?.reason ?? 'it has no component to back up');
  throw new DsBackupError({
    code: 'INVALID_ARGUMENT',
    message:
      out === undefined
        ? `The writer "${choice.writer}" has no component "${choice.component}".`
        : `"${choice.component}" of the writer "${choice.writer}" can't be backed up: ${out.reason}.`,
    backend: vssBackend,
    hint: 'The plan of the preset "system-state" names every writer and its components.',
  });
}

function notReporting({ writer }: ComponentChoice, reason?: string): DsBackupError {
  return new DsBackupError({
    code: 'WRITER_MISSING',
    message:
      reason === undefined
        ? `No writer "${writer}" reports on this machine.`
        : `Nothing of the writer "${writer}" can be backed up: ${reason}.`,
    backend: vssBackend,
    hint: '"vssadmin list writers" names those that report.',
    scope: 'session',
  });
}
