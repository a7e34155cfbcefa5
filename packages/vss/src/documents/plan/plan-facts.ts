import type { SelectionFacts } from '../../select/selection-facts.js';
import type { MountPoint } from './plan-places.js';

/** What the machine says, as far as it is known. */
export interface PlanFacts extends SelectionFacts {
  /** Where volumes are mounted. Without them the plan names no volume. */
  readonly mountPoints?: readonly MountPoint[] | undefined;
  /** The bytes that a file spec names, by `fileSpecKey`. */
  readonly sizes?: ReadonlyMap<string, number> | undefined;
}
