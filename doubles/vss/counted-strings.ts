import type { LibraryLoader, NativeLibrary } from '@dsbackup/win32';

/** The functions that free a string, and the double's in their place. */
const counted: Readonly<Record<string, string>> = {
  SysFreeString: 'VssDouble_SysFreeString',
  CoTaskMemFree: 'VssDouble_CoTaskMemFree',
};

/** A loader whose DLLs free strings through the double, so that it can tell by which function each was freed. */
export function countedStrings(load: LibraryLoader): LibraryLoader {
  return async (dllName) => {
    const [library, double] = [await load(dllName), await load('vssapi.dll')];
    const define: NativeLibrary['define'] = (name, result, parameters) => {
      const counting = counted[name];
      return counting === undefined
        ? library.define(name, result, parameters)
        : double.define(counting, result, parameters);
    };
    return { ...library, define };
  };
}
