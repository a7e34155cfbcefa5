import type { WriterComponent } from '../metadata/writer-metadata.js';
import { VSS_CF_NOT_SYSTEM_STATE } from '../native/constants.js';
import { ancestorsOf, type ComponentTree, componentPath, componentTree } from './component-tree.js';

/** A component that was chosen, and by what rule. */
export interface ChosenComponent {
  readonly component: WriterComponent;
  readonly selection: 'explicit' | 'implicit';
  /** The explicit component that it comes with; itself, for an explicit one. */
  readonly explicit: WriterComponent;
  readonly reason: string;
}

/** The components of one writer, parted: each is in one of the two lists, in the writer's order. */
export interface WriterChoice {
  readonly included: readonly ChosenComponent[];
  readonly leftOut: readonly { readonly component: WriterComponent; readonly reason: string }[];
}

/** What is asked of a writer. */
export interface SelectionRules {
  /** Components flagged VSS_CF_NOT_SYSTEM_STATE are not chosen. */
  readonly systemStateOnly: boolean;
  /** The paths of the components that are wanted. Default: all. */
  readonly wanted?: ReadonlySet<string> | undefined;
  /** The paths of the components that are not, with all below them. */
  readonly unwanted?: ReadonlySet<string> | undefined;
}

/**
 * Chooses among one writer's components by the rules of Microsoft's "Working with Selectability for Backup" and
 * "Locating Additional System Files", and of the VShadow sample where those leave a choice:
 *
 * - a component flagged VSS_CF_NOT_SYSTEM_STATE does not belong to the system state and is not chosen;
 * - an unwanted one goes with all below it, and with all above it, which could not be added without it; if one of
 *   them is at the top and not selectable, the writer can't take part at all;
 * - one that is at the top and not selectable must be added, asked for or not, if the writer takes part; any
 *   other that is at the top or selectable is added if it is wanted;
 * - what lies below an added component comes with it and must not be added again. That holds even for a
 *   flagged one: VSS has no way to leave it out, and giving up its ancestor would make the backup smaller.
 */
export function selectWriterComponents(
  components: readonly WriterComponent[],
  rules: SelectionRules,
): WriterChoice {
  const tree = componentTree(components);
  const excluded = excludedComponents(components, tree, rules);
  // The first by path, so that the reason is the same in whatever order the writer names its components.
  const [needed] = components
    .filter((component) => excluded.has(component) && mustBeAdded(component, tree))
    .sort((one, other) => (componentPath(one) < componentPath(other) ? -1 : 1));
  if (needed !== undefined) return withoutWriter(components, needed);
  const mayBeAdded = new Set(
    components.filter((component) => !excluded.has(component) && isAddable(component, tree, rules)),
  );
  const added = new Set(
    [...mayBeAdded].filter(
      (component) => mustBeAdded(component, tree) || (rules.wanted?.has(componentPath(component)) ?? true),
    ),
  );
  const included: ChosenComponent[] = [];
  const leftOut: { component: WriterComponent; reason: string }[] = [];
  for (const component of components) {
    const explicit = [...ancestorsOf(tree, component)].findLast((ancestor) => added.has(ancestor));
    if (explicit !== undefined) {
      const reason = `comes with "${componentPath(explicit)}", below which it lies`;
      included.push({ component, selection: 'implicit', explicit, reason });
    } else if (added.has(component)) {
      const reason = whyIn(component, tree, rules);
      included.push({ component, selection: 'explicit', explicit: component, reason });
    } else {
      const notWanted = mayBeAdded.has(component) ? 'was not asked for' : undefined;
      leftOut.push({ component, reason: excluded.get(component) ?? notWanted ?? whyOut(component, rules) });
    }
  }
  return { included, leftOut };
}

/** The components that the caller does not want, and those that can't be had without them. */
function excludedComponents(
  components: readonly WriterComponent[],
  tree: ComponentTree,
  { unwanted }: SelectionRules,
): ReadonlyMap<WriterComponent, string> {
  const excluded = new Map<WriterComponent, string>();
  if (unwanted === undefined || unwanted.size === 0) return excluded;
  for (const component of components) {
    if (unwanted.has(componentPath(component))) {
      excluded.set(component, 'is excluded by name');
      continue;
    }
    const root = [...ancestorsOf(tree, component)].find((ancestor) => unwanted.has(componentPath(ancestor)));
    if (root !== undefined) excluded.set(component, `lies below "${componentPath(root)}", which is excluded`);
  }
  for (const component of [...excluded.keys()]) {
    for (const ancestor of ancestorsOf(tree, component)) {
      if (excluded.has(ancestor)) break;
      const reason = `can't be added without "${componentPath(component)}" below it, which is excluded`;
      excluded.set(ancestor, reason);
    }
  }
  return excluded;
}

function withoutWriter(components: readonly WriterComponent[], needed: WriterComponent): WriterChoice {
  const path = componentPath(needed);
  const reason = `its writer can't take part without "${path}", which is excluded or lies above what is`;
  return { included: [], leftOut: components.map((component) => ({ component, reason })) };
}

function isAddable(component: WriterComponent, tree: ComponentTree, rules: SelectionRules): boolean {
  if (rules.systemStateOnly && isNotSystemState(component)) return false;
  return component.selectable || !tree.has(component);
}

function mustBeAdded(component: WriterComponent, tree: ComponentTree): boolean {
  return !component.selectable && !tree.has(component);
}

function whyIn(component: WriterComponent, tree: ComponentTree, { wanted }: SelectionRules): string {
  if (wanted?.has(componentPath(component))) return 'was asked for';
  if (wanted !== undefined) return 'is not selectable and at the top of its writer, which takes part';
  return tree.has(component)
    ? 'is selectable, and nothing above it is in the backup'
    : 'is at the top of its writer, which takes part';
}

function whyOut(component: WriterComponent, { systemStateOnly }: SelectionRules): string {
  return systemStateOnly && isNotSystemState(component)
    ? 'its writer says that it is no part of the system state (VSS_CF_NOT_SYSTEM_STATE)'
    : 'it is not selectable, and what it lies below is not in the backup';
}

function isNotSystemState({ flags }: WriterComponent): boolean {
  return (flags & VSS_CF_NOT_SYSTEM_STATE) !== 0;
}
