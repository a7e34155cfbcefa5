import { type LibraryLoader, type NativeLibrary, type NativeMemory, Win32Error } from '@dsbackup/win32';

/** What the exports of a DLL do, in JavaScript. A last error is answered as `{ value, lastError }`. */
export type ScriptedDll = Record<string, (...args: never[]) => unknown>;

/** DLLs whose functions are JavaScript. What a script lacks can be bound, but neither found nor called. */
export function scriptedDlls(
  dlls: Readonly<Record<string, ScriptedDll>>,
  memory: Partial<NativeMemory> = {},
): LibraryLoader {
  return async (dllName) => {
    const script = dlls[dllName];
    if (script === undefined) {
      throw new Win32Error({ call: 'LoadLibraryExW', domain: 'win32', status: 126, object: dllName });
    }
    const bind = (name: string) => {
      const call = (...args: never[]) => {
        const body = script[name];
        if (body === undefined) throw new Error(`${dllName}!${name} is not in the script`);
        return body(...args);
      };
      return Object.assign(call, { async: async (...args: never[]) => call(...args) });
    };
    const library: unknown = {
      name: dllName,
      memory: { pointerSize: 8, ...memory },
      define: bind,
      defineWithLastError: bind,
      find: (name: string) => (script[name] === undefined ? undefined : bind(name)),
    };
    return library as NativeLibrary;
  };
}
