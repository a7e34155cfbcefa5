import type { NativeFunction, NativeFunctionWithLastError } from './native-function.js';
import type { NativeMemory } from './native-memory.js';
import type { ParameterType, ResultType } from './native-type.js';

/**
 * A loaded DLL. Every function is `__stdcall` and is bound once, however often it is declared.
 * There is no way to unload one: a call into unloaded code ends the process, and COM may still hold threads in it.
 */
export interface NativeLibrary {
  /** The DLL's name, for messages. */
  readonly name: string;
  /** This process's memory, for what the DLL hands out. */
  readonly memory: NativeMemory;

  /**
   * Binds an export: `library.define('DsBackupClose', 'hresult', ['pointer'])`.
   *
   * @throws {Win32Error} ERROR_PROC_NOT_FOUND (127) when the DLL has no export of that name.
   */
  define<R extends ResultType, const P extends readonly ParameterType[]>(
    name: string,
    result: R,
    parameters: P,
  ): NativeFunction<R, P>;

  /**
   * Binds an export that reports by `GetLastError`, which is then part of the result.
   *
   * @throws {Win32Error} ERROR_PROC_NOT_FOUND (127) when the DLL has no export of that name.
   */
  defineWithLastError<R extends ResultType, const P extends readonly ParameterType[]>(
    name: string,
    result: R,
    parameters: P,
  ): NativeFunctionWithLastError<R, P>;

  /** Binds an export that only some versions of Windows have, or says `undefined`. */
  find<R extends ResultType, const P extends readonly ParameterType[]>(
    name: string,
    result: R,
    parameters: P,
  ): NativeFunction<R, P> | undefined;
}

/**
 * Loads a DLL by its bare name, such as `ntdsbcli.dll`. Backends take one as a parameter, so that doubles can stand in.
 * Rejects with a `Win32Error`, ERROR_MOD_NOT_FOUND (126) when there is no such DLL.
 */
export type LibraryLoader = (dllName: string) => Promise<NativeLibrary>;
