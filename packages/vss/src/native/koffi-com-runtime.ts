import {
  type BstrCalls,
  createBstrCalls,
  createUnknown,
  type LibraryLoader,
  type NativeMemory,
  type UnknownMethods,
  type VtableMethod,
  vtableMethod,
} from '@dsbackup/win32';
import { createTaskText, type TaskText } from './koffi-task-text.js';
import type { ComInterface, MethodTable } from './tables/com-interface.js';

/** The methods of an interface, each called with the object's address first. */
export type BoundMethods<M extends MethodTable> = { readonly [N in keyof M]: VtableMethod<M[N]> };

/** What the wrappers of all interfaces share. */
export interface ComRuntime {
  readonly memory: NativeMemory;
  readonly bstr: BstrCalls;
  readonly taskText: TaskText;
  /** IUnknown where it belongs: behind the object's first vtable pointer. */
  readonly unknown: UnknownMethods;
  /** IUnknown of an object whose second base it is: `IVssWriterComponentsExt`. */
  readonly secondUnknown: UnknownMethods;
  bind<M extends MethodTable>(table: ComInterface<M>): BoundMethods<M>;
}

/** Binds the calls that objects of every interface need. Rejects like `createBstrCalls` and `createTaskText`. */
export async function createComRuntime(load: LibraryLoader, memory: NativeMemory): Promise<ComRuntime> {
  return {
    memory,
    bstr: await createBstrCalls(load),
    taskText: await createTaskText(load),
    unknown: createUnknown(memory),
    secondUnknown: createUnknown(memory, 1),
    bind: <M extends MethodTable>(table: ComInterface<M>) => bindMethods(memory, table),
  };
}

function bindMethods<M extends MethodTable>(memory: NativeMemory, table: ComInterface<M>): BoundMethods<M> {
  const bound = Object.entries(table.methods).map(([method, { slot, parameters }]) => [
    method,
    vtableMethod(memory, { name: `${table.name}::${method}`, slot, parameters }),
  ]);
  // Names and parameters are the table's own; Object.fromEntries only forgets which.
  return Object.fromEntries(bound) as BoundMethods<M>;
}
