import type { ComponentOutcome } from '@dsbackup/session';
import type { BackupPlan, PlannedComponent } from './backup-plan.js';

/** What Windows is told of one component that was added. */
export interface ComponentVerdict {
  readonly component: PlannedComponent;
  readonly succeeded: boolean;
}

/**
 * What is true of each explicit component: it succeeded only if its own files were read, and those of all that
 * came with it, and those that another component lists in its place. A component without a file has nothing to
 * fail.
 */
export function componentVerdicts(
  plan: BackupPlan,
  outcomes: readonly ComponentOutcome[],
  sharing: ReadonlyMap<string, ReadonlySet<string>>,
): ComponentVerdict[] {
  const failed = new Set(outcomes.filter(({ succeeded }) => !succeeded).map(({ component }) => component));
  const hasFailed = (key: string) =>
    failed.has(key) || [...(sharing.get(key) ?? [])].some((owner) => failed.has(owner));
  return plan.components
    .filter(({ selection }) => selection === 'explicit')
    .map((component) => ({
      component,
      succeeded: !plan.components.some(
        ({ explicitKey, key }) => explicitKey === component.key && hasFailed(key),
      ),
    }));
}
