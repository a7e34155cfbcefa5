/**
 * What can be passed to a native function, and what it is in TypeScript. Fixed widths only, so that a declaration
 * means the same on every system. No structs: they are written into memory by whoever declares the function,
 * since koffi ends the process when a member has the wrong type.
 */
export interface ParameterValues {
  /** C++ `bool`, one byte. */
  bool: boolean;
  /** `BOOL`, four bytes. */
  BOOL: boolean;
  int32: number;
  uint32: number;
  int64: bigint;
  uint64: bigint;
  /** An address or a handle that Windows gave. */
  pointer: bigint | null;
  /** Memory of ours, read or written in place. Kept alive until an asynchronous call is over. */
  memory: Uint8Array | null;
  /** `LPCWSTR`: copied to UTF-16 with a NUL behind. */
  'wide-string': string | null;
  /** A `GUID` by value, as text. For a pointer to one use `memory` and `parseGuid`. */
  guid: string;
}

/** What a native function can return, and what it is in TypeScript. */
export interface ResultValues {
  // biome-ignore lint/suspicious/noConfusingVoidType: it is the result of a function
  void: void;
  bool: boolean;
  BOOL: boolean;
  int32: number;
  uint32: number;
  int64: bigint;
  uint64: bigint;
  /** An HRESULT, or a status that may be one, as an unsigned number. */
  hresult: number;
  pointer: bigint | null;
}

export type ParameterType = keyof ParameterValues;
export type ResultType = keyof ResultValues;

/** The TypeScript arguments of a list of parameter types. */
export type ParameterTuple<P extends readonly ParameterType[]> = {
  -readonly [I in keyof P]: ParameterValues[P[I]];
};

/** A function's signature: its only declaration, of which the TypeScript types are derived. */
export interface Signature<
  R extends ResultType = ResultType,
  P extends readonly ParameterType[] = readonly ParameterType[],
> {
  /** The function's own name, for messages. */
  readonly name: string;
  readonly result: R;
  readonly parameters: P;
}
