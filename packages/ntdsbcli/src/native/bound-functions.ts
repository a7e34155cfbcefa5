import type { NativeFunction, NativeLibrary } from '@dsbackup/win32';
import { type NtdsbcliFunction, ntdsbcliSignatures } from './ntdsbcli-signatures.js';

type Signatures = typeof ntdsbcliSignatures;

/** The functions of the DLL as they are called, typed by their signatures. */
export type BoundFunctions = {
  readonly [Name in NtdsbcliFunction]: NativeFunction<
    Signatures[Name]['result'],
    Signatures[Name]['parameters']
  >;
};

/**
 * Binds one function by its name.
 *
 * @throws {Win32Error} ERROR_PROC_NOT_FOUND (127) when the DLL lacks it.
 */
export function bindFunction<Name extends NtdsbcliFunction>(
  library: NativeLibrary,
  name: Name,
): BoundFunctions[Name] {
  const { result, parameters } = ntdsbcliSignatures[name];
  // The cast joins what the table says at run time to the types that are derived from the same table.
  return library.define(name, result, parameters) as BoundFunctions[Name];
}

/** Binds several functions, at once and by name, so that a DLL that lacks one is refused before anything is called. */
export function bindFunctions<const Names extends readonly NtdsbcliFunction[]>(
  library: NativeLibrary,
  names: Names,
): Pick<BoundFunctions, Names[number]> {
  const bound = names.map((name) => [name, bindFunction(library, name)]);
  return Object.fromEntries(bound) as Pick<BoundFunctions, Names[number]>;
}
