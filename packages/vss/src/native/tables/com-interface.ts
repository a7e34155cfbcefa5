import type { ParameterType } from '@dsbackup/win32';

/** Methods by name, in the order of the vtable, each with its parameters after `this`. */
export type MethodTable = Readonly<Record<string, readonly ParameterType[]>>;

/** A COM interface as a requester calls it. */
export interface ComInterface<M extends MethodTable = MethodTable> {
  readonly name: string;
  /** Null where Windows publishes none: such an interface can't be asked for by QueryInterface. */
  readonly iid: string | null;
  /** The interface whose slots come first in this one's vtable. */
  readonly parent: ComInterface | null;
  /** Each method's place in the vtable, counted from 0, and its parameters after `this`. */
  readonly methods: { readonly [N in keyof M]: { readonly slot: number; readonly parameters: M[N] } };
  /** How many slots the vtable has, the parents' included. */
  readonly slotCount: number;
}

/** The methods that a table adds to its parent's. */
export type MethodsOf<T extends ComInterface> = T extends ComInterface<infer M> ? M : never;

/** What an interface adds to its parent. */
export interface ComInterfaceDefinition<M extends MethodTable> {
  readonly name: string;
  readonly iid: string | null;
  readonly parent: ComInterface | null;
  readonly methods: M;
}

/** Gives every method its slot: its place in the list, after the parent's. So the list is whole, or every slot behind a gap is wrong. */
export function defineInterface<const M extends MethodTable>(
  definition: ComInterfaceDefinition<M>,
): ComInterface<M> {
  const { name, iid, parent } = definition;
  const first = parent?.slotCount ?? 0;
  const entries = Object.entries(definition.methods).map(
    ([method, parameters], index) => [method, { slot: first + index, parameters }] as const,
  );
  return {
    name,
    iid,
    parent,
    // The keys and the parameters are the definition's own; Object.fromEntries only forgets which.
    methods: Object.fromEntries(entries) as ComInterface<M>['methods'],
    slotCount: first + entries.length,
  };
}
