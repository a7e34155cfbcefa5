import type { IVssWMDependency } from './ivss-wm-dependency.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import { createGetters } from './koffi-getters.js';
import { outGuid } from './koffi-out.js';
import { holdReference } from './koffi-reference.js';
import { IVssWMDependencyTable } from './tables/ivss-wm-dependency-table.js';

/** Makes the wrapper of IVssWMDependency objects. They are called in place: they only read a document that is in memory. */
export function createIVssWMDependencyWrapper(com: ComRuntime): (address: bigint) => IVssWMDependency {
  const methods = com.bind(IVssWMDependencyTable);
  return (address) => {
    const reference = holdReference(IVssWMDependencyTable.name, address, com.unknown.release);
    const get = createGetters(com, () => reference.address);
    return {
      Release: () => reference.Release(),
      async GetWriterId() {
        const writer = outGuid();
        const hr = methods.GetWriterId(reference.address, writer.memory);
        return { hr, writerId: writer.read() };
      },
      async GetLogicalPath() {
        const { hr, text: bstrLogicalPath } = get.text(methods.GetLogicalPath);
        return { hr, bstrLogicalPath };
      },
      async GetComponentName() {
        const { hr, text: bstrComponentName } = get.text(methods.GetComponentName);
        return { hr, bstrComponentName };
      },
    };
  };
}
