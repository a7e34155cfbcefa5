import type { NativeMemory } from '../library/native-memory.js';
import { outPointer } from '../library/out-parameter.js';
import { hresult, hresultSymbol, isHresultFailure } from '../status/hresult.js';
import { parseGuid } from '../text/guid.js';
import { Win32Error } from '../win32-error.js';
import { vtableMethod } from './vtable-method.js';

/** The three methods that every COM object has, for any object. */
export interface UnknownMethods {
  /**
   * The same object seen as another interface, with a reference of its own to release; null when it has no such one.
   *
   * @throws {Win32Error} with the HRESULT, when the object failed in another way than E_NOINTERFACE.
   */
  queryInterface(object: bigint, iid: string): bigint | null;
  /** The count of references afterwards, for diagnosis only. */
  addRef(object: bigint): number;
  /** The count of references afterwards, for diagnosis only. The object must not be used after its last. */
  release(object: bigint): number;
  /** `release` off the event loop: the last one may end a remote object and wait for it. */
  releaseAsync(object: bigint): Promise<number>;
}

/**
 * Binds IUnknown. `base` says behind which vtable pointer of the object it lies: 1 for an object of two bases whose
 * second is IUnknown, such as VSS's IVssWriterComponentsExt.
 */
export function createUnknown(memory: NativeMemory, base: 0 | 1 = 0): UnknownMethods {
  const QueryInterface = vtableMethod(memory, {
    name: 'IUnknown::QueryInterface',
    slot: 0,
    parameters: ['memory', 'memory'],
    base,
  });
  const AddRef = vtableMethod(memory, { name: 'IUnknown::AddRef', slot: 1, parameters: [], base });
  const Release = vtableMethod(memory, { name: 'IUnknown::Release', slot: 2, parameters: [], base });

  return {
    queryInterface(object, iid) {
      const found = outPointer();
      const status = QueryInterface(object, parseGuid(iid), found.memory);
      if (status === hresult.E_NOINTERFACE) return null;
      if (isHresultFailure(status)) {
        const symbol = hresultSymbol(status);
        throw new Win32Error({
          call: 'IUnknown::QueryInterface',
          domain: 'hresult',
          status,
          symbol,
          object: iid,
        });
      }
      return found.read();
    },
    addRef: (object) => AddRef(object),
    release: (object) => Release(object),
    releaseAsync: (object) => Release.async(object),
  };
}
