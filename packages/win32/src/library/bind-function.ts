import type { KoffiFunc, TypeObject } from 'koffi';
import { convertArguments, type KoffiValue } from './convert-argument.js';
import type { Koffi } from './load-koffi.js';
import type { CallableNative } from './native-function.js';
import type { ParameterType, ResultType, Signature } from './native-type.js';

type RawFunction = KoffiFunc<(...args: KoffiValue[]) => unknown>;

/**
 * The arguments of the asynchronous calls under way. koffi holds their bare addresses only: memory that the
 * collector took back in the meantime would be written to by the callee.
 */
const callsUnderWay = new Set<readonly unknown[]>();

/** Makes the two checked forms of the function at `address`. `finish` sees the raw result right after the call. */
export function bindFunction<A extends unknown[], V>(
  koffi: Koffi,
  address: bigint,
  signature: Signature,
  finish: (result: unknown) => V,
): CallableNative<A, V> {
  const raw = koffi.decode(address, prototypeOf(koffi, signature)) as RawFunction;
  const call = (...args: A): V => finish(raw(...convertArguments(signature, args)));
  const callAsync = (...args: A): Promise<V> =>
    new Promise((resolve, reject) => {
      const values = convertArguments(signature, args);
      callsUnderWay.add(values);
      try {
        raw.async(...values, (error: unknown, result: unknown) => {
          callsUnderWay.delete(values);
          if (error) reject(error);
          else resolve(finish(result));
        });
      } catch (error) {
        callsUnderWay.delete(values);
        reject(error);
      }
    });
  return Object.assign(call, { async: callAsync });
}

/** Turns koffi's result into what the signature promises. koffi gives 64-bit integers as number or bigint, by their size. */
export function convertResult(type: ResultType, result: unknown): unknown {
  switch (type) {
    case 'void':
      return undefined;
    case 'BOOL':
      return result !== 0;
    case 'hresult':
      return Number(result) >>> 0;
    case 'int64':
    case 'uint64':
      return BigInt(result as number | bigint);
    default:
      return result;
  }
}

/** Types are anonymous: koffi's names are global, and a second copy of this package would collide with the first. */
const prototypes = new WeakMap<Koffi, Map<string, TypeObject>>();

function prototypeOf(koffi: Koffi, { result, parameters }: Signature): TypeObject {
  const known = prototypes.get(koffi) ?? new Map<string, TypeObject>();
  prototypes.set(koffi, known);
  const key = [result, ...parameters].join(' ');
  const prototype =
    known.get(key) ??
    koffi.proto(
      '__stdcall',
      resultTypes[result],
      parameters.map((type) => (type === 'guid' ? guidType(koffi) : parameterTypes[type])),
    );
  known.set(key, prototype);
  return prototype;
}

const resultTypes: Record<ResultType, string> = {
  void: 'void',
  bool: 'bool',
  BOOL: 'int32_t',
  int32: 'int32_t',
  uint32: 'uint32_t',
  int64: 'int64_t',
  uint64: 'uint64_t',
  hresult: 'int32_t',
  pointer: 'void *',
};

const parameterTypes: Record<Exclude<ParameterType, 'guid'>, string> = {
  bool: 'bool',
  BOOL: 'int32_t',
  int32: 'int32_t',
  uint32: 'uint32_t',
  int64: 'int64_t',
  uint64: 'uint64_t',
  pointer: 'void *',
  memory: 'void *',
  'wide-string': 'str16',
};

const guidTypes = new WeakMap<Koffi, TypeObject>();

/**
 * Four integers in place of GUID's own members: the same size, the same alignment and the same class for every
 * calling convention (16 bytes of integers, aligned to 4), and no nested array.
 */
function guidType(koffi: Koffi): TypeObject {
  const type =
    guidTypes.get(koffi) ?? koffi.struct({ a: 'uint32_t', b: 'uint32_t', c: 'uint32_t', d: 'uint32_t' });
  guidTypes.set(koffi, type);
  return type;
}
