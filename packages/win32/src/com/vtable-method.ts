import type { CallableNative } from '../library/native-function.js';
import type { NativeMemory } from '../library/native-memory.js';
import type { ParameterTuple, ParameterType, Signature } from '../library/native-type.js';

/** Where a COM method is, and what it takes besides the object. It returns an HRESULT, or a count for AddRef and Release. */
export interface VtableMethodFields<P extends readonly ParameterType[]> {
  /** `IVssAsync::QueryStatus`, for messages. */
  readonly name: string;
  /** The method's place in the table, counted from 0, its parents' methods included. */
  readonly slot: number;
  readonly parameters: P;
  /**
   * Which of the object's vtable pointers leads to the table, counted from 0. An object of a class with two bases has
   * two, and methods of the second get the address of the second as their `this`. 0 unless said.
   */
  readonly base?: 0 | 1;
}

/** A COM method: called with the object, then its arguments. Returns an unsigned number. */
export type VtableMethod<P extends readonly ParameterType[]> = CallableNative<
  [object: bigint, ...args: ParameterTuple<P>],
  number
>;

/**
 * Makes a COM method callable on any object that has it. The object's table is read at each call, and each function
 * found there is bound once.
 *
 * The call throws (or rejects with) a `TypeError` when the object is null, or its table or slot is: calling NULL would end the process.
 */
export function vtableMethod<const P extends readonly ParameterType[]>(
  memory: NativeMemory,
  fields: VtableMethodFields<P>,
): VtableMethod<P> {
  const { name, slot, base = 0 } = fields;
  const signature: Signature<'hresult'> = {
    name,
    result: 'hresult',
    parameters: ['pointer', ...fields.parameters],
  };

  function find(object: bigint) {
    if (typeof object !== 'bigint' || object === 0n) throw new TypeError(`${name} was called on no object`);
    const self = object + BigInt(base * memory.pointerSize);
    const vtable = memory.pointer(self);
    const address = vtable === null ? null : memory.pointer(vtable, slot * memory.pointerSize);
    if (address === null) throw new TypeError(`${name} was called on an object that does not have it`);
    // The tuple is checked again at the call, argument by argument; only its type is lost here.
    return { self, method: memory.functionAt(address, signature) as CallableNative<unknown[], number> };
  }

  const call = (object: bigint, ...args: ParameterTuple<P>): number => {
    const { self, method } = find(object);
    return method(self, ...args);
  };
  const callAsync = async (object: bigint, ...args: ParameterTuple<P>): Promise<number> => {
    const { self, method } = find(object);
    return method.async(self, ...args);
  };
  return Object.assign(call, { async: callAsync });
}
