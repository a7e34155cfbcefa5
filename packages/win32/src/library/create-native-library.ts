import { Win32Error } from '../win32-error.js';
import { bindFunction, convertResult } from './bind-function.js';
import { type Koffi, loadKoffi } from './load-koffi.js';
import { loadNativeMemory } from './load-native-memory.js';
import type { CallableNative } from './native-function.js';
import type { NativeLibrary } from './native-library.js';
import type { Signature } from './native-type.js';

/** Where a library's functions come from. */
export interface SymbolSource {
  /** The DLL's name, for messages. */
  readonly name: string;
  /** The address of an export, or null when there is none of that name. */
  resolveSymbol(name: string): bigint | null;
  /** `GetLastError` of this thread, asked right after a call. */
  readLastError(): number;
}

/**
 * Makes a library of a source of addresses. The System32 loader does, and so can doubles with a source of their own.
 *
 * @throws {Error} when koffi's native part is not installed for this system.
 */
export async function createNativeLibrary(source: SymbolSource): Promise<NativeLibrary> {
  const [koffi, memory] = await Promise.all([loadKoffi(), loadNativeMemory()]);
  const bind = createBinder(koffi, source);
  return {
    name: source.name,
    memory,
    // The casts join what a signature says at run time to the types that are derived from the same signature.
    define: (name, result, parameters) =>
      bind({ name, result, parameters }, false) ?? fail(source.name, name),
    defineWithLastError: (name, result, parameters) =>
      bind({ name, result, parameters }, true) ?? fail(source.name, name),
    find: (name, result, parameters) => bind({ name, result, parameters }, false),
  } as NativeLibrary;
}

type Binder = (
  signature: Signature,
  withLastError: boolean,
) => CallableNative<unknown[], unknown> | undefined;

function createBinder(koffi: Koffi, source: SymbolSource): Binder {
  const bound = new Map<string, CallableNative<unknown[], unknown>>();
  return (signature, withLastError) => {
    const key = [signature.name, withLastError, signature.result, ...signature.parameters].join(' ');
    const known = bound.get(key);
    if (known !== undefined) return known;
    const address = source.resolveSymbol(signature.name);
    if (address === null) return undefined;
    const convert = (result: unknown) => convertResult(signature.result, result);
    const finish = withLastError
      ? (result: unknown) => ({ lastError: source.readLastError(), value: convert(result) })
      : convert;
    const callable = bindFunction<unknown[], unknown>(koffi, address, signature, finish);
    bound.set(key, callable);
    return callable;
  };
}

function fail(dllName: string, name: string): never {
  throw new Win32Error({
    call: 'GetProcAddress',
    domain: 'win32',
    status: 127,
    symbol: 'ERROR_PROC_NOT_FOUND',
    object: `${dllName}!${name}`,
    meaning: `This ${dllName} has no such function: it is of another version of Windows than the one that was expected.`,
  });
}
