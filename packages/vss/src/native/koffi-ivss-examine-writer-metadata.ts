import type { IVssExamineWriterMetadata } from './ivss-examine-writer-metadata.js';
import type { IVssWMComponent } from './ivss-wm-component.js';
import type { IVssWMFiledesc } from './ivss-wm-filedesc.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import { outBstr, outGuid, outInterface, outNumber } from './koffi-out.js';
import { holdReference } from './koffi-reference.js';
import { IVssExamineWriterMetadataTable } from './tables/ivss-examine-writer-metadata-table.js';

/** Makes the wrapper of IVssExamineWriterMetadata objects. They are called in place: they only read a document that is in memory. */
export function createIVssExamineWriterMetadataWrapper(
  com: ComRuntime,
  wrapFiledesc: (address: bigint) => IVssWMFiledesc,
  wrapComponent: (address: bigint) => IVssWMComponent,
): (address: bigint) => IVssExamineWriterMetadata {
  const methods = com.bind(IVssExamineWriterMetadataTable);
  return (address) => {
    const reference = holdReference(IVssExamineWriterMetadataTable.name, address, com.unknown.release);

    async function getFiledesc(method: 'GetIncludeFile' | 'GetExcludeFile', iFile: number) {
      const filedesc = outInterface(wrapFiledesc);
      const hr = methods[method](reference.address, iFile, filedesc.memory);
      return { hr, pFiledesc: filedesc.take() };
    }

    return {
      Release: () => reference.Release(),
      async GetIdentity() {
        const [instance, writer, name] = [outGuid(), outGuid(), outBstr(com.bstr)];
        const [usage, source] = [outNumber(0), outNumber(0)];
        const hr = methods.GetIdentity(
          reference.address,
          instance.memory,
          writer.memory,
          name.memory,
          usage.memory,
          source.memory,
        );
        return {
          hr,
          idInstance: instance.read(),
          idWriter: writer.read(),
          bstrWriterName: name.take(),
          usage: usage.read(),
          source: source.read(),
        };
      },
      async GetFileCounts() {
        const [include, exclude, components] = [outNumber(0), outNumber(0), outNumber(0)];
        const hr = methods.GetFileCounts(
          reference.address,
          include.memory,
          exclude.memory,
          components.memory,
        );
        return {
          hr,
          cIncludeFiles: include.read(),
          cExcludeFiles: exclude.read(),
          cComponents: components.read(),
        };
      },
      GetIncludeFile: (iFile) => getFiledesc('GetIncludeFile', iFile),
      GetExcludeFile: (iFile) => getFiledesc('GetExcludeFile', iFile),
      async GetComponent(iComponent) {
        const component = outInterface(wrapComponent);
        const hr = methods.GetComponent(reference.address, iComponent, component.memory);
        return { hr, pComponent: component.take() };
      },
      async SaveAsXML() {
        const xml = outBstr(com.bstr);
        const hr = methods.SaveAsXML(reference.address, xml.memory);
        return { hr, bstrXML: xml.take() };
      },
    };
  };
}
