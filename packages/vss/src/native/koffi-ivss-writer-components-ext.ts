import type { IVssComponent } from './ivss-component.js';
import type { IVssWriterComponentsExt } from './ivss-writer-components-ext.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import { outGuid, outInterface, outNumber } from './koffi-out.js';
import { holdReference } from './koffi-reference.js';
import { IVssWriterComponentsTable } from './tables/ivss-writer-components-table.js';

/**
 * Makes the wrapper of IVssWriterComponentsExt objects, which have two bases (vsbackup.h of the Windows SDK):
 * the methods lie behind the first vtable pointer, where there is no IUnknown, and IUnknown behind the second.
 */
export function createIVssWriterComponentsExtWrapper(
  com: ComRuntime,
  wrapComponent: (address: bigint) => IVssComponent,
): (address: bigint) => IVssWriterComponentsExt {
  const methods = com.bind(IVssWriterComponentsTable);
  return (address) => {
    const reference = holdReference('IVssWriterComponentsExt', address, com.secondUnknown.release);
    return {
      Release: () => reference.Release(),
      async GetComponentCount() {
        const count = outNumber(0);
        const hr = methods.GetComponentCount(reference.address, count.memory);
        return { hr, cComponents: count.read() };
      },
      async GetWriterInfo() {
        const [instance, writer] = [outGuid(), outGuid()];
        const hr = methods.GetWriterInfo(reference.address, instance.memory, writer.memory);
        return { hr, idInstance: instance.read(), idWriter: writer.read() };
      },
      async GetComponent(iComponent) {
        const component = outInterface(wrapComponent);
        const hr = methods.GetComponent(reference.address, iComponent, component.memory);
        return { hr, pComponent: component.take() };
      },
    };
  };
}
