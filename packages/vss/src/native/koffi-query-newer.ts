import type { ComRuntime } from './koffi-com-runtime.js';
import type { ComInterface } from './tables/com-interface.js';

/** The newer interfaces of an object by name: what each is asked for by, and its wrapper. */
export type NewerInterfaces<I> = {
  readonly [N in keyof I]: { readonly table: ComInterface; wrap(address: bigint): I[N] };
};

/**
 * Makes the QueryInterface of objects that newer Windows know by more interfaces. The wrapper that it answers holds a
 * reference of its own.
 */
export function createQueryNewer<I>(com: ComRuntime, newer: NewerInterfaces<I>) {
  return <N extends keyof I>(object: bigint, name: N): I[N] | undefined => {
    const { table, wrap } = newer[name];
    const address = table.iid === null ? null : com.unknown.queryInterface(object, table.iid);
    return address === null ? undefined : wrap(address);
  };
}
