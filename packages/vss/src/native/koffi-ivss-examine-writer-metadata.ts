import { outBool } from '@dsbackup/win32';
import type { IVssExamineWriterMetadata } from './ivss-examine-writer-metadata.js';
import type { IVssWMComponent } from './ivss-wm-component.js';
import type { IVssWMFiledesc } from './ivss-wm-filedesc.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import { createGetters } from './koffi-getters.js';
import { outBstr, outGuid, outInterface, outNumber } from './koffi-out.js';
import { holdReference } from './koffi-reference.js';
import { IVssExamineWriterMetadataTable } from './tables/ivss-examine-writer-metadata-table.js';

/** The wrappers of what an IVssExamineWriterMetadata hands out. */
export interface WriterMetadataParts {
  readonly wrapFiledesc: (address: bigint) => IVssWMFiledesc;
  readonly wrapComponent: (address: bigint) => IVssWMComponent;
}

/** Binds IVssExamineWriterMetadata, for the object that `self` answers. It is called in place: it only reads a document that is in memory. */
export function bindIVssExamineWriterMetadata(com: ComRuntime, parts: WriterMetadataParts) {
  const methods = com.bind(IVssExamineWriterMetadataTable);
  return (self: () => bigint): Omit<IVssExamineWriterMetadata, 'QueryInterface' | 'Release'> => {
    const get = createGetters(com, self);

    async function getFiledesc(
      method: 'GetIncludeFile' | 'GetExcludeFile' | 'GetAlternateLocationMapping',
      index: number,
    ) {
      const { hr, value: pFiledesc } = get.interface(methods[method], index, parts.wrapFiledesc);
      return { hr, pFiledesc };
    }

    return {
      async GetIdentity() {
        const [instance, writer, name] = [outGuid(), outGuid(), outBstr(com.bstr)];
        const [usage, source] = [outNumber(0), outNumber(0)];
        const hr = methods.GetIdentity(
          self(),
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
        const hr = methods.GetFileCounts(self(), include.memory, exclude.memory, components.memory);
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
        const { hr, value } = get.interface(methods.GetComponent, iComponent, parts.wrapComponent);
        return { hr, pComponent: value };
      },
      async GetRestoreMethod() {
        const [method, service, procedure] = [outNumber(0), outBstr(com.bstr), outBstr(com.bstr)];
        const [writerRestore, reboot, mappings] = [outNumber(0), outBool(), outNumber(0)];
        const hr = methods.GetRestoreMethod(
          self(),
          method.memory,
          service.memory,
          procedure.memory,
          writerRestore.memory,
          reboot.memory,
          mappings.memory,
        );
        return {
          hr,
          method: method.read(),
          bstrService: service.take(),
          bstrUserProcedure: procedure.take(),
          writerRestore: writerRestore.read(),
          bRebootRequired: reboot.read() ?? false,
          cMappings: mappings.read(),
        };
      },
      GetAlternateLocationMapping: (iMapping) => getFiledesc('GetAlternateLocationMapping', iMapping),
      async GetBackupSchema() {
        const { hr, value: dwSchemaMask } = get.number(methods.GetBackupSchema);
        return { hr, dwSchemaMask };
      },
      async GetDocument() {
        const document = outInterface((address) =>
          holdReference('IXMLDOMDocument', address, com.unknown.release),
        );
        const hr = methods.GetDocument(self(), document.memory);
        return { hr, pDoc: document.take() };
      },
      async SaveAsXML() {
        const { hr, text: bstrXML } = get.text(methods.SaveAsXML);
        return { hr, bstrXML };
      },
      async LoadFromXML(bstrXML) {
        const bstr = com.bstr.allocate(bstrXML);
        try {
          return methods.LoadFromXML(self(), bstr);
        } finally {
          com.bstr.free(bstr);
        }
      },
    };
  };
}
