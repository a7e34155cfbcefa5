import type { IVssEnumObject } from './ivss-enum-object.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import {
  allocateObjectProps,
  type ObjectPropertiesParts,
  takeObjectProp,
} from './koffi-object-properties.js';
import { outInterface, outNumber } from './koffi-out.js';
import { holdReference } from './koffi-reference.js';
import { IVssEnumObjectTable } from './tables/ivss-enum-object-table.js';

/** Makes the wrapper of IVssEnumObject objects. They are called off the event loop: what they list can be many. */
export function createIVssEnumObjectWrapper(
  com: ComRuntime,
  parts: ObjectPropertiesParts,
): (address: bigint) => IVssEnumObject {
  const methods = com.bind(IVssEnumObjectTable);
  return function wrap(address): IVssEnumObject {
    const reference = holdReference(IVssEnumObjectTable.name, address, com.unknown.releaseAsync);
    return {
      Release: () => reference.Release(),
      async Next(celt) {
        const [structs, fetched] = [allocateObjectProps(parts, celt), outNumber(0)];
        const hr = await methods.Next.async(reference.address, celt, structs, fetched.memory);
        const count = Math.min(fetched.read(), celt);
        return {
          hr,
          rgelt: Array.from({ length: count }, (_, index) => takeObjectProp(parts, structs, index)),
        };
      },
      Skip: async (celt) => methods.Skip.async(reference.address, celt),
      Reset: async () => methods.Reset.async(reference.address),
      async Clone() {
        const clone = outInterface(wrap);
        const hr = await methods.Clone.async(reference.address, clone.memory);
        return { hr, penum: clone.take() };
      },
    };
  };
}
