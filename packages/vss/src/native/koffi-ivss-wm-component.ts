import { outPointer } from '@dsbackup/win32';
import type { ComponentInfoPointer, IVssWMComponent, VSS_COMPONENTINFO } from './ivss-wm-component.js';
import type { IVssWMDependency } from './ivss-wm-dependency.js';
import type { IVssWMFiledesc } from './ivss-wm-filedesc.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import { outInterface } from './koffi-out.js';
import { holdReference } from './koffi-reference.js';
import { readStruct } from './layouts/read-struct.js';
import { VSS_COMPONENTINFO_LAYOUT } from './layouts/vss-componentinfo-layout.js';
import { IVssWMComponentTable } from './tables/ivss-wm-component-table.js';

/** Makes the wrapper of IVssWMComponent objects. They are called in place: they only read a document that is in memory. */
export function createIVssWMComponentWrapper(
  com: ComRuntime,
  wrapFiledesc: (address: bigint) => IVssWMFiledesc,
  wrapDependency: (address: bigint) => IVssWMDependency,
): (address: bigint) => IVssWMComponent {
  const methods = com.bind(IVssWMComponentTable);
  return (address) => {
    const reference = holdReference(IVssWMComponentTable.name, address, com.unknown.release);

    async function getFiledesc(method: 'GetFile' | 'GetDatabaseFile' | 'GetDatabaseLogFile', index: number) {
      const filedesc = outInterface(wrapFiledesc);
      const hr = methods[method](reference.address, index, filedesc.memory);
      return { hr, pFiledesc: filedesc.take() };
    }

    return {
      Release: () => reference.Release(),
      async GetComponentInfo() {
        const out = outPointer();
        const hr = methods.GetComponentInfo(reference.address, out.memory);
        const pInfo = out.read() as ComponentInfoPointer | null;
        return { hr, pInfo, info: pInfo === null ? undefined : copyComponentInfo(com, pInfo) };
      },
      FreeComponentInfo: async (pInfo) => methods.FreeComponentInfo(reference.address, pInfo),
      GetFile: (iFile) => getFiledesc('GetFile', iFile),
      GetDatabaseFile: (iDBFile) => getFiledesc('GetDatabaseFile', iDBFile),
      GetDatabaseLogFile: (iDbLogFile) => getFiledesc('GetDatabaseLogFile', iDbLogFile),
      async GetDependency(iDependency) {
        const dependency = outInterface(wrapDependency);
        const hr = methods.GetDependency(reference.address, iDependency, dependency.memory);
        return { hr, pDependency: dependency.take() };
      },
    };
  };
}

/** The BSTRs inside belong to the struct, which `FreeComponentInfo` frees as a whole: they are read, not taken. */
function copyComponentInfo({ memory, bstr }: ComRuntime, pInfo: bigint): VSS_COMPONENTINFO {
  const size = VSS_COMPONENTINFO_LAYOUT.size[memory.pointerSize];
  const { pbIcon, cbIcon, ...info } = readStruct(
    VSS_COMPONENTINFO_LAYOUT,
    memory.bytes(pInfo, size),
    memory.pointerSize,
  );
  const text = (address: bigint | null) => (address === null ? null : bstr.read(address));
  return {
    ...info,
    pbIcon: pbIcon === null ? null : memory.bytes(pbIcon, cbIcon),
    bstrLogicalPath: text(info.bstrLogicalPath),
    bstrComponentName: text(info.bstrComponentName),
    bstrCaption: text(info.bstrCaption),
  };
}
