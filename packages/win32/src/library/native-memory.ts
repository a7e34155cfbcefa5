import type { NativeFunction } from './native-function.js';
import type { ParameterType, ResultType, Signature } from './native-type.js';

/**
 * The memory of this process, by address. An address is a bigint other than 0; a wrong one ends the process,
 * so give only what Windows gave, and no longer than it promises.
 */
export interface NativeMemory {
  /** The size of a pointer in this process, in bytes. */
  readonly pointerSize: 4 | 8;
  /** A copy of `length` bytes. */
  bytes(address: bigint, length: number): Uint8Array;
  /**
   * The address of memory of ours, for a struct that points to it. It holds as long as the memory is reachable, and only
   * if that lies over an `ArrayBuffer` made by itself: the bytes of a small `new Uint8Array(n)` may still be moved.
   */
  address(memory: Uint8Array): bigint;
  /** The pointer stored `offset` bytes behind `address`, null for NULL. */
  pointer(address: bigint, offset?: number): bigint | null;
  /** The NUL-terminated UTF-16 text at `address`. Throws a `RangeError` when no NUL comes within `limit` characters (32,768 unless said). */
  wideString(address: bigint, limit?: number): string;
  /** The function at `address`, bound once for each signature object. */
  functionAt<R extends ResultType, P extends readonly ParameterType[]>(
    address: bigint,
    signature: Signature<R, P>,
  ): NativeFunction<R, P>;
}
