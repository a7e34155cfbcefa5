import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundPlan } from '../src/documents/plan/bound-plan.js';
import { planBackup } from '../src/documents/plan/plan-backup.js';
import type { PlanDocument } from '../src/documents/plan/plan-document.js';
import { planSchema } from '../src/documents/plan/plan-schema.js';
import type { WriterComponent, WriterMetadata } from '../src/metadata/writer-metadata.js';
import type { ComponentPreset } from '../src/select/component-preset.js';
import { componentPath } from '../src/select/component-tree.js';
import { selectWriterComponents } from '../src/select/select-writer-components.js';
import { generatedComponents, generatedWriters } from './generated-writers.js';
import { schemaProblem } from './schema-problem.js';

const numRuns = process.env.DSBACKUP_FULL === '1' ? 20_000 : 500;
const variables = { systemroot: 'C:\\a' };
const facts = {
  variables,
  mountPoints: [{ path: 'c:\\', volume: 'C' }],
  filesNotToBackup: [{ name: 'NTDS', patterns: ['C:\\a\\* /s'] }],
};

/** Takes writers of two usages, and asks for nothing that must be there. */
const preset: fc.Arbitrary<ComponentPreset> = fc.record({
  name: fc.constant('generated'),
  backupType: fc.nat(6),
  bootableSystemState: fc.boolean(),
  systemStateOnly: fc.boolean(),
  parts: fc.constant([]),
  usages: fc.constant([1, 2]),
  choices: fc.constant([]),
  exclusions: fc.array(
    fc.record({
      writer: fc.constantFrom('NTDS', 'Writer'),
      component: fc.constantFrom(undefined, 'a', 'a\\b', 'b\\a\\ab'),
    }),
    { maxLength: 2 },
  ),
});

const path: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'ab', 'a\\b', 'b\\a', 'a\\b\\ab', 'a\\b\\a\\b');
const rules = fc.record({
  systemStateOnly: fc.boolean(),
  wanted: fc.option(
    fc.uniqueArray(path).map((paths) => new Set(paths)),
    { nil: undefined },
  ),
  unwanted: fc.uniqueArray(path, { maxLength: 2 }).map((paths) => new Set(paths)),
});

const isBelow = (one: WriterComponent, other: WriterComponent) =>
  componentPath(one).startsWith(`${componentPath(other)}\\`);
const isRelated = (one: WriterComponent, other: WriterComponent) =>
  one === other || isBelow(one, other) || isBelow(other, one);
const isFlagged = ({ flags }: WriterComponent) => (flags & 4) !== 0;

function verdictsOf({ writers }: PlanDocument): Record<string, unknown> {
  const components = writers.flatMap((writer) => writer.components ?? []);
  return Object.fromEntries(components.map(({ key, ...rest }) => [key, rest]));
}

/** The same writers in another order, and their components too. */
const reordered = (writers: readonly WriterMetadata[]): WriterMetadata[] =>
  [...writers].reverse().map((writer) => {
    const { components = [], excludes = [] } = writer.contents ?? {};
    return {
      ...writer,
      contents: { components: [...components].reverse(), excludes: [...excludes].reverse() },
    };
  });

describe('the plan of any machine', () => {
  it('has one verdict for each component, under a key of its own, with a reason', () => {
    fc.assert(
      fc.property(generatedWriters, preset, (writers, chosen) => {
        const plan = planBackup(writers, chosen, facts);
        const components = plan.writers.flatMap((writer) => writer.components ?? []);
        const expected = writers.flatMap(({ contents }) => contents?.components ?? []);
        expect(components.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
        expect(new Set(components.map(({ key }) => key)).size).toBe(components.length);
        for (const item of [...plan.writers, ...components]) expect(item.reason).not.toBe('');
        for (const { verdict, fileSpecs } of components) {
          for (const { isIn, reason } of fileSpecs ?? []) {
            expect(reason).not.toBe('');
            if (verdict === 'out') expect(isIn).toBe(false);
          }
        }
      }),
      { numRuns },
    );
  });

  it('is the same whatever order writers, components and excludes come in', () => {
    fc.assert(
      fc.property(generatedWriters, preset, (writers, chosen) => {
        const plan = planBackup(writers, chosen, facts);
        const other = planBackup(reordered(writers), chosen, facts);
        // Which of several excludes is named as the reason is a matter of order; whether one is, is not.
        const forgetful = (_key: string, value: unknown) =>
          typeof value === 'string' && value.startsWith('left out by') ? 'left out' : value;
        const compared = (document: PlanDocument) =>
          JSON.parse(JSON.stringify(verdictsOf(document), forgetful));
        expect(compared(other)).toEqual(compared(plan));
        expect(other.volumes).toEqual(plan.volumes);
      }),
      { numRuns },
    );
  });

  it('is plain data of the published schema, also when it is bounded', () => {
    fc.assert(
      fc.property(generatedWriters, preset, fc.nat(40), (writers, chosen, most) => {
        const plan = planBackup(writers, chosen, facts);
        for (const document of [plan, boundPlan(plan, most)]) {
          expect(JSON.parse(JSON.stringify(document))).toEqual(document);
          expect(schemaProblem(document, planSchema)).toBeUndefined();
        }
        const bounded = boundPlan(plan, most).writers.flatMap((writer) => writer.components ?? []);
        expect(bounded.flatMap(({ fileSpecs }) => fileSpecs ?? []).length).toBeLessThanOrEqual(most);
      }),
      { numRuns },
    );
  });

  it('is not changed by a writer that it does not take', () => {
    fc.assert(
      fc.property(generatedWriters, preset, (writers, chosen) => {
        const taken = writers.filter(({ usage }) => usage === 1 || usage === 2);
        const named = taken.map((writer, index) => ({ ...writer, name: `W${index}` }));
        const others = writers.filter((writer) => !taken.includes(writer));
        const alone = verdictsOf(planBackup(named, chosen, facts));
        expect(verdictsOf(planBackup([...others, ...named], chosen, facts))).toMatchObject(alone);
      }),
      { numRuns },
    );
  });
});

describe('the components chosen of any writer', () => {
  it('are those that may be added and all that lies below them', () => {
    fc.assert(
      fc.property(generatedComponents, fc.boolean(), (components, systemStateOnly) => {
        const { included } = selectWriterComponents(components, { systemStateOnly });
        const isTop = (one: WriterComponent) => !components.some((other) => isBelow(one, other));
        const mayBeAdded = components.filter(
          (one) => (one.selectable || isTop(one)) && !(systemStateOnly && isFlagged(one)),
        );
        const expected = components.filter((one) =>
          mayBeAdded.some((other) => one === other || isBelow(one, other)),
        );
        expect(included.map(({ component }) => component)).toEqual(expected);
      }),
      { numRuns },
    );
  });

  it('are never added below an added one, nor if they may not be, nor if unwanted', () => {
    fc.assert(
      fc.property(generatedComponents, rules, (components, asked) => {
        const { included, leftOut } = selectWriterComponents(components, asked);
        expect(included.length + leftOut.length).toBe(components.length);
        const added = included.filter(({ selection }) => selection === 'explicit');
        const isTop = (one: WriterComponent) => !components.some((other) => isBelow(one, other));
        for (const { component, explicit } of added) {
          expect(explicit).toBe(component);
          expect(component.selectable || isTop(component)).toBe(true);
          expect(asked.systemStateOnly && isFlagged(component)).toBe(false);
          expect(added.some((other) => isBelow(component, other.component))).toBe(false);
          const isWanted = asked.wanted?.has(componentPath(component)) ?? true;
          expect(isWanted || (!component.selectable && isTop(component))).toBe(true);
        }
        for (const { component, explicit, selection } of included) {
          if (selection === 'explicit') continue;
          expect(isBelow(component, explicit)).toBe(true);
          expect(added.map((other) => other.component)).toContain(explicit);
        }
        const unwanted = components.filter((one) => asked.unwanted.has(componentPath(one)));
        for (const { component } of included) {
          expect(unwanted.some((other) => isRelated(component, other))).toBe(false);
        }
      }),
      { numRuns },
    );
  });

  it('have among them what the writer can not do without, or nothing is chosen', () => {
    fc.assert(
      fc.property(generatedComponents, rules, (components, asked) => {
        const { included } = selectWriterComponents(components, asked);
        if (included.length === 0) return;
        const needed = components.filter(
          (one) =>
            !one.selectable &&
            !components.some((other) => isBelow(one, other)) &&
            !(asked.systemStateOnly && isFlagged(one)),
        );
        expect(included.map(({ component }) => component)).toEqual(expect.arrayContaining(needed));
      }),
      { numRuns },
    );
  });

  it('only get fewer the more is unwanted', () => {
    fc.assert(
      fc.property(generatedComponents, rules, path, (components, asked, more) => {
        const before = selectWriterComponents(components, asked).included;
        const unwanted = new Set([...asked.unwanted, more]);
        const after = selectWriterComponents(components, { ...asked, unwanted }).included;
        const kept = before.map(({ component }) => component);
        for (const { component } of after) expect(kept).toContain(component);
      }),
      { numRuns },
    );
  });
});
