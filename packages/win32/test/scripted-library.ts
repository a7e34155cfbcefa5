import { type LibraryLoader, type NativeLibrary, type NativeMemory, Win32Error } from '../src/index.js';

/** What a scripted function does with its arguments; a last error is answered as `{ value, lastError }`. */
export type Script = Record<string, (...args: never[]) => unknown>;

const noMemory: NativeMemory = {
  pointerSize: 8,
  bytes: refuse,
  address: refuse,
  pointer: refuse,
  wideString: refuse,
  functionAt: refuse,
};

function refuse(): never {
  throw new Error('The script has no memory of its own');
}

/** DLLs whose functions are JavaScript. A function that the script lacks can be bound, but not called or found. */
export function scriptedLoader(
  dlls: Record<string, Script>,
  memory: Partial<NativeMemory> = {},
): LibraryLoader {
  const libraries = new Map<string, NativeLibrary>();
  return async (dllName) => {
    const script = dlls[dllName];
    if (script === undefined) {
      throw new Win32Error({ call: 'LoadLibraryExW', domain: 'win32', status: 126, object: dllName });
    }
    const bind = (name: string) => {
      const call = script[name] ?? (() => refuseCall(dllName, name));
      return Object.assign((...args: never[]) => call(...args), {
        async: async (...args: never[]) => call(...args),
      });
    };
    const library = libraries.get(dllName) ?? {
      name: dllName,
      memory: { ...noMemory, ...memory },
      define: bind,
      defineWithLastError: bind,
      find: (name: string) => (script[name] === undefined ? undefined : bind(name)),
    };
    libraries.set(dllName, library as unknown as NativeLibrary);
    return library as unknown as NativeLibrary;
  };
}

function refuseCall(dllName: string, name: string): never {
  throw new Error(`${dllName}!${name} is not in the script`);
}
