import type { WriterComponent } from '../metadata/writer-metadata.js';

/** The full path of a component under its writer: `<logical path>\<name>`, or the name alone. */
export function componentPath({ logicalPath, name }: WriterComponent): string {
  return logicalPath === null ? name : `${logicalPath}\\${name}`;
}

/** The nearest component above each component of a writer, where there is one. */
export type ComponentTree = ReadonlyMap<WriterComponent, WriterComponent>;

/**
 * Finds what lies below what. Paths are compared exactly, as VSS itself addresses components. Takes time as
 * sorting does, whatever the paths.
 */
export function componentTree(components: readonly WriterComponent[]): ComponentTree {
  const byPath = components
    .map((component) => ({ component, path: `${componentPath(component)}\\` }))
    .sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
  const parents = new Map<WriterComponent, WriterComponent>();
  const above: typeof byPath = [];
  for (const entry of byPath) {
    // Whatever begins with a path comes right behind it.
    let nearest = above.at(-1);
    while (nearest !== undefined && !entry.path.startsWith(nearest.path)) {
      above.pop();
      nearest = above.at(-1);
    }
    if (nearest !== undefined) parents.set(entry.component, nearest.component);
    above.push(entry);
  }
  return parents;
}

/** The components above one, the nearest first. */
export function* ancestorsOf(tree: ComponentTree, component: WriterComponent): Iterable<WriterComponent> {
  for (let above = tree.get(component); above !== undefined; above = tree.get(above)) yield above;
}
