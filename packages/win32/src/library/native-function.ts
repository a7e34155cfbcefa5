import type { ParameterTuple, ParameterType, ResultType, ResultValues } from './native-type.js';

/** A native function. Both forms check their arguments before anything native sees them. */
export interface CallableNative<A extends unknown[], V> {
  /**
   * Calls on this thread and blocks it.
   *
   * @throws {TypeError} when an argument is not what the signature says: a mistake of the caller.
   */
  (...args: A): V;
  /**
   * Calls on a thread of libuv's pool, whichever is free, and costs some 50 microseconds more. It can't be cancelled.
   * Buffers are kept alive until the call is over; don't change, transfer or wipe them before.
   * Rejects with a `TypeError` like the synchronous form, and with an `Error` beyond 256 calls at once.
   */
  async(...args: A): Promise<V>;
}

export type NativeFunction<R extends ResultType, P extends readonly ParameterType[]> = CallableNative<
  ParameterTuple<P>,
  ResultValues[R]
>;

/** A result together with what `GetLastError` said right after that very call, on its thread. */
export interface WithLastError<V> {
  readonly value: V;
  /** Meaningful only when `value` says so, as the function's documentation tells. */
  readonly lastError: number;
}

export type NativeFunctionWithLastError<
  R extends ResultType,
  P extends readonly ParameterType[],
> = CallableNative<ParameterTuple<P>, WithLastError<ResultValues[R]>>;
