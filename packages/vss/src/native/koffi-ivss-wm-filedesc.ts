import { outBool } from '@dsbackup/win32';
import type { IVssWMFiledesc } from './ivss-wm-filedesc.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import { outBstr, outNumber } from './koffi-out.js';
import { holdReference } from './koffi-reference.js';
import { IVssWMFiledescTable } from './tables/ivss-wm-filedesc-table.js';

/**
 * Makes the wrapper of IVssWMFiledesc objects. They are called in place: they only read a document that is in
 * memory, and a writer can have tens of thousands of them.
 */
export function createIVssWMFiledescWrapper(com: ComRuntime): (address: bigint) => IVssWMFiledesc {
  const methods = com.bind(IVssWMFiledescTable);
  return (address) => {
    const reference = holdReference(IVssWMFiledescTable.name, address, com.unknown.release);
    return {
      Release: () => reference.Release(),
      async GetPath() {
        const path = outBstr(com.bstr);
        const hr = methods.GetPath(reference.address, path.memory);
        return { hr, bstrPath: path.take() };
      },
      async GetFilespec() {
        const filespec = outBstr(com.bstr);
        const hr = methods.GetFilespec(reference.address, filespec.memory);
        return { hr, bstrFilespec: filespec.take() };
      },
      async GetRecursive() {
        const recursive = outBool();
        const hr = methods.GetRecursive(reference.address, recursive.memory);
        return { hr, bRecursive: recursive.read() ?? false };
      },
      async GetAlternateLocation() {
        const location = outBstr(com.bstr);
        const hr = methods.GetAlternateLocation(reference.address, location.memory);
        return { hr, bstrAlternateLocation: location.take() };
      },
      async GetBackupTypeMask() {
        const mask = outNumber(0);
        const hr = methods.GetBackupTypeMask(reference.address, mask.memory);
        return { hr, dwTypeMask: mask.read() };
      },
    };
  };
}
