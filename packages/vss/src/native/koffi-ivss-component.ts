import type { IVssComponent } from './ivss-component.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import { outBstr, outNumber } from './koffi-out.js';
import { holdReference } from './koffi-reference.js';
import { IVssComponentTable } from './tables/ivss-component-table.js';

/** Makes the wrapper of IVssComponent objects. They are called in place: they only read a document that is in memory. */
export function createIVssComponentWrapper(com: ComRuntime): (address: bigint) => IVssComponent {
  const methods = com.bind(IVssComponentTable);
  return (address) => {
    const reference = holdReference(IVssComponentTable.name, address, com.unknown.release);
    return {
      Release: () => reference.Release(),
      async GetLogicalPath() {
        const path = outBstr(com.bstr);
        const hr = methods.GetLogicalPath(reference.address, path.memory);
        return { hr, bstrPath: path.take() };
      },
      async GetComponentType() {
        const type = outNumber(0);
        const hr = methods.GetComponentType(reference.address, type.memory);
        return { hr, ct: type.read() };
      },
      async GetComponentName() {
        const name = outBstr(com.bstr);
        const hr = methods.GetComponentName(reference.address, name.memory);
        return { hr, bstrName: name.take() };
      },
      async GetBackupMetadata() {
        const data = outBstr(com.bstr);
        const hr = methods.GetBackupMetadata(reference.address, data.memory);
        return { hr, bstrData: data.take() };
      },
    };
  };
}
