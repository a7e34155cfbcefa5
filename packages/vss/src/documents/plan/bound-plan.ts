import type { PlanComponent, PlanDocument } from './plan-document.js';

/** How many file specs a plan lists in a manifest, unless said otherwise: the System Writer's alone are 18,925. */
const mostFileSpecs = 2_000;

/**
 * The same plan with at most so many file specs: the components that have most lose theirs first, and keep their
 * counts, volumes and bytes. Their writers' own documents have the rest.
 */
export function boundPlan(plan: PlanDocument, most: number = mostFileSpecs): PlanDocument {
  const components = plan.writers.flatMap((writer) => writer.components ?? []);
  let total = components.reduce((count, { fileSpecs }) => count + (fileSpecs?.length ?? 0), 0);
  const cut = new Set<PlanComponent>();
  for (const component of [...components].sort(byFileSpecs)) {
    if (total <= most) break;
    total -= component.fileSpecs?.length ?? 0;
    cut.add(component);
  }
  if (cut.size === 0) return plan;
  const bounded = (component: PlanComponent): PlanComponent =>
    cut.has(component) ? { ...component, fileSpecs: null } : component;
  const writers = plan.writers.map((writer) => ({
    ...writer,
    components: writer.components?.map(bounded) ?? null,
  }));
  return { ...plan, writers };
}

/** Most first; of two with as many, by key, so that the order of writers decides nothing. */
function byFileSpecs(one: PlanComponent, other: PlanComponent): number {
  const more = (other.fileSpecs?.length ?? 0) - (one.fileSpecs?.length ?? 0);
  return more !== 0 ? more : one.key < other.key ? -1 : 1;
}
