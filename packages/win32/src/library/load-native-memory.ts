import { bindFunction, convertResult } from './bind-function.js';
import { type Koffi, loadKoffi } from './load-koffi.js';
import type { NativeFunction } from './native-function.js';
import type { NativeMemory } from './native-memory.js';
import type { ParameterTuple, ParameterType, ResultType, ResultValues, Signature } from './native-type.js';

const LONGEST_COPY = 0x7fffffff;
/** The smallest page of every Windows: a read that stays within one can't touch memory that is not there. */
const PAGE = 4096;
/** The longest text that any W function takes or gives, in characters (UNICODE_STRING). */
const LONGEST_TEXT = 32_768;

let memory: Promise<NativeMemory> | undefined;

/** This process's memory, through koffi. Made once. */
export function loadNativeMemory(): Promise<NativeMemory> {
  memory ??= loadKoffi().then(createNativeMemory);
  return memory;
}

function createNativeMemory(koffi: Koffi): NativeMemory {
  const pointerSize = koffi.sizeof('void *') === 4 ? 4 : 8;
  const bound = new WeakMap<Signature, Map<bigint, unknown>>();

  function bytes(address: bigint, length: number): Uint8Array {
    checkAddress(address);
    if (!Number.isInteger(length) || length < 0 || length > LONGEST_COPY) {
      throw new RangeError(`${length} is no number of bytes that can be copied`);
    }
    if (length === 0) return new Uint8Array(0);
    return new Uint8Array(koffi.view(address, length)).slice();
  }

  return {
    pointerSize,
    bytes,
    address: (memory) => koffi.address(memory),
    pointer(address, offset = 0) {
      checkAddress(address);
      return koffi.decode(address, offset, 'void *') as bigint | null;
    },
    wideString(address, limit = LONGEST_TEXT) {
      const pieces: Buffer[] = [];
      let at = address;
      let left = (limit + 1) * 2;
      while (left > 0) {
        const piece = Buffer.from(bytes(at, Math.min(left, PAGE - Number(at % BigInt(PAGE)))).buffer);
        const end = findNul(piece);
        pieces.push(end === -1 ? piece : piece.subarray(0, end));
        if (end !== -1) return Buffer.concat(pieces).toString('utf16le');
        at += BigInt(piece.length);
        left -= piece.length;
      }
      throw new RangeError(`No end of the text within ${limit} characters`);
    },
    functionAt<R extends ResultType, P extends readonly ParameterType[]>(
      address: bigint,
      signature: Signature<R, P>,
    ): NativeFunction<R, P> {
      checkAddress(address);
      const known = bound.get(signature) ?? new Map<bigint, unknown>();
      bound.set(signature, known);
      const callable =
        known.get(address) ??
        bindFunction<ParameterTuple<P>, ResultValues[R]>(
          koffi,
          address,
          signature,
          (result) => convertResult(signature.result, result) as ResultValues[R],
        );
      known.set(address, callable);
      return callable as NativeFunction<R, P>;
    },
  };
}

function checkAddress(address: bigint): void {
  if (typeof address !== 'bigint' || address <= 0n || BigInt.asUintN(64, address) !== address) {
    throw new TypeError(`${String(address)} is not an address`);
  }
}

/** The place of the first UTF-16 NUL, or -1. Texts start at an even address, so no character lies across two pages. */
function findNul(piece: Buffer): number {
  for (let index = 0; index + 1 < piece.length; index += 2) {
    if (piece[index] === 0 && piece[index + 1] === 0) return index;
  }
  return -1;
}
