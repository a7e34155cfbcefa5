import type { WriterComponent } from '../metadata/writer-metadata.js';
import { VSS_CF_NOT_SYSTEM_STATE } from '../native/constants.js';

/** A component that was chosen, and by what rule. */
export interface ChosenComponent {
  readonly component: WriterComponent;
  readonly selection: 'explicit' | 'implicit';
  /** The explicit component that it comes with; itself, for an explicit one. */
  readonly explicit: WriterComponent;
  readonly reason: string;
}

/** The components of one writer, parted. */
export interface WriterChoice {
  readonly included: readonly ChosenComponent[];
  readonly leftOut: readonly { readonly component: WriterComponent; readonly reason: string }[];
}

/** The full path of a component under its writer: `<logical path>\<name>`, or the name alone. */
export function componentPath({ logicalPath, name }: WriterComponent): string {
  return logicalPath === null ? name : `${logicalPath}\\${name}`;
}

/**
 * Chooses among one writer's components by the rules of Microsoft's "Working with Selectability for Backup" and
 * "Locating Additional System Files":
 *
 * - a component flagged VSS_CF_NOT_SYSTEM_STATE does not belong to the system state and is not chosen;
 * - one that is at the top must be added, selectable or not, since the writer takes part; one below may
 *   be added if it is selectable;
 * - what lies below an added component comes with it and must not be added again. That holds even for a
 *   flagged one: VSS has no way to leave it out, and giving up its ancestor would make the backup smaller.
 */
export function selectWriterComponents(components: readonly WriterComponent[]): WriterChoice {
  const top = components.filter((component) => ancestorsOf(component, components).length === 0);
  const mayBeAdded = components.filter(
    (component) => !isNotSystemState(component) && (component.selectable || top.includes(component)),
  );
  const included: ChosenComponent[] = [];
  const leftOut: { component: WriterComponent; reason: string }[] = [];
  for (const component of components) {
    const [explicit] = ancestorsOf(component, mayBeAdded);
    if (explicit !== undefined) {
      const reason = `comes with "${componentPath(explicit)}", below which it lies`;
      included.push({ component, selection: 'implicit', explicit, reason });
    } else if (mayBeAdded.includes(component)) {
      const reason = top.includes(component)
        ? 'is at the top of its writer, which takes part'
        : 'is selectable, and nothing above it is in the backup';
      included.push({ component, selection: 'explicit', explicit: component, reason });
    } else {
      leftOut.push({ component, reason: whyOut(component) });
    }
  }
  return { included, leftOut };
}

function whyOut(component: WriterComponent): string {
  return isNotSystemState(component)
    ? 'its writer says that it is no part of the system state (VSS_CF_NOT_SYSTEM_STATE)'
    : 'it is not selectable, and what it lies below is not in the backup';
}

function isNotSystemState({ flags }: WriterComponent): boolean {
  return (flags & VSS_CF_NOT_SYSTEM_STATE) !== 0;
}

/**
 * The components above one, the topmost first. Paths are compared exactly, as VSS itself addresses components.
 */
function ancestorsOf(
  component: WriterComponent,
  components: readonly WriterComponent[],
): readonly WriterComponent[] {
  const path = componentPath(component);
  return components
    .filter((other) => path.startsWith(`${componentPath(other)}\\`))
    .sort((one, other) => componentPath(one).length - componentPath(other).length);
}
