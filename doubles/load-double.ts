import { createNativeLibrary, type LibraryLoader, type NativeLibrary } from '@dsbackup/win32';
import koffi from 'koffi';

/**
 * Loads a double that was compiled for this system, by its path. Packages take DLLs from System32 only; this loader is
 * the tests' own and is not published.
 */
export async function loadDouble(path: string): Promise<NativeLibrary> {
  const library = koffi.load(path);
  return createNativeLibrary({
    name: path,
    resolveSymbol(name) {
      try {
        return library.symbol(name) as bigint;
      } catch {
        return null;
      }
    },
    // Doubles report by their results; only Windows has a last error.
    readLastError: () => 0,
  });
}

/** A loader that answers `dllName` with this library, and refuses every other name. */
export function loaderOf(dllName: string, library: NativeLibrary): LibraryLoader {
  return async (asked) => {
    if (asked !== dllName) throw new Error(`The double is ${dllName}; ${asked} was asked for.`);
    return library;
  };
}
