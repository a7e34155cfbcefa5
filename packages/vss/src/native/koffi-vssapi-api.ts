import type { LibraryLoader, NativeFunction, NativeLibrary } from '@dsbackup/win32';
import type { IVssExamineWriterMetadata } from './ivss-examine-writer-metadata.js';
import { createIVssBackupComponentsWrapper } from './koffi-backup-components-wrapper.js';
import { type ComRuntime, createComRuntime } from './koffi-com-runtime.js';
import { createIVssComponentWrapper } from './koffi-component-wrapper.js';
import { createIVssAsyncWrapper } from './koffi-ivss-async.js';
import { createIVssEnumObjectWrapper } from './koffi-ivss-enum-object.js';
import { createIVssWMComponentWrapper } from './koffi-ivss-wm-component.js';
import { createIVssWMDependencyWrapper } from './koffi-ivss-wm-dependency.js';
import { createIVssWMFiledescWrapper } from './koffi-ivss-wm-filedesc.js';
import { createIVssWriterComponentsExtWrapper } from './koffi-ivss-writer-components-ext.js';
import { outInterface } from './koffi-out.js';
import { createSnapshotProperties } from './koffi-snapshot-properties.js';
import { createWriterMetadataWrappers } from './koffi-writer-metadata-wrapper.js';
import type { VssapiApi } from './vssapi-api.js';

/**
 * The koffi binding of vssapi.dll. COM has to be started before its first call.
 *
 * Rejects with a `Win32Error`: ERROR_MOD_NOT_FOUND (126) when there is no vssapi.dll, ERROR_PROC_NOT_FOUND (127)
 * when it lacks an export.
 */
export async function createVssapiApi(load: LibraryLoader): Promise<VssapiApi> {
  const vssapi = await load('vssapi.dll');
  const com = await createComRuntime(load, vssapi.memory);
  const createBackupComponents = findCreateVssBackupComponents(vssapi);
  const snapshotProperties = createSnapshotProperties(vssapi);
  const wrapFiledesc = createIVssWMFiledescWrapper(com);
  const writerMetadata = createWriterMetadataWrappers(com, {
    wrapFiledesc,
    wrapComponent: createIVssWMComponentWrapper(com, wrapFiledesc, createIVssWMDependencyWrapper(com)),
  });
  const wrapBackupComponents = createIVssBackupComponentsWrapper(com, {
    wrapAsync: createIVssAsyncWrapper(com),
    wrapEnumObject: createIVssEnumObjectWrapper(com, { ...com, snapshotProperties }),
    wrapWriterMetadata: writerMetadata.wrap,
    wrapWriterMetadataEx: writerMetadata.wrapEx,
    wrapWriterComponents: createIVssWriterComponentsExtWrapper(
      com,
      createIVssComponentWrapper(com, wrapFiledesc),
    ),
    snapshotProperties,
  });

  return {
    async CreateVssBackupComponentsInternal() {
      const object = outInterface(wrapBackupComponents);
      const hr = await createBackupComponents.async(object.memory);
      return { hr, pBackup: object.take() };
    },
    CreateVssExamineWriterMetadataInternal: bindCreateWriterMetadata(vssapi, com, writerMetadata.wrap),
    VssFreeSnapshotPropertiesInternal: (pProp) => snapshotProperties.free(pProp),
  };
}

/** Names as for `findCreateVssBackupComponents`. */
function bindCreateWriterMetadata(
  vssapi: NativeLibrary,
  com: ComRuntime,
  wrap: (address: bigint) => IVssExamineWriterMetadata,
): VssapiApi['CreateVssExamineWriterMetadataInternal'] {
  const decorated = {
    4: '?CreateVssExamineWriterMetadata@@YGJPAGPAPAVIVssExamineWriterMetadata@@@Z',
    8: '?CreateVssExamineWriterMetadata@@YAJPEAGPEAPEAVIVssExamineWriterMetadata@@@Z',
  };
  const create =
    vssapi.find('CreateVssExamineWriterMetadataInternal', 'hresult', ['pointer', 'memory']) ??
    vssapi.define(decorated[vssapi.memory.pointerSize], 'hresult', ['pointer', 'memory']);
  return async (bstrXML) => {
    const bstr = com.bstr.allocate(bstrXML);
    try {
      const object = outInterface(wrap);
      const hr = await create.async(bstr, object.memory);
      return { hr, pMetadata: object.take() };
    } finally {
      com.bstr.free(bstr);
    }
  };
}

/**
 * The plain export is what everything compiled with a current Windows SDK imports (vsbackup.h makes the documented
 * name an inline function over it). Older DLLs may have only the C++ name, whose form depends on the pointers' size.
 */
function findCreateVssBackupComponents(
  vssapi: NativeLibrary,
): NativeFunction<'hresult', readonly ['memory']> {
  const decorated = {
    4: '?CreateVssBackupComponents@@YGJPAPAVIVssBackupComponents@@@Z',
    8: '?CreateVssBackupComponents@@YAJPEAPEAVIVssBackupComponents@@@Z',
  };
  return (
    vssapi.find('CreateVssBackupComponentsInternal', 'hresult', ['memory']) ??
    vssapi.define(decorated[vssapi.memory.pointerSize], 'hresult', ['memory'])
  );
}
