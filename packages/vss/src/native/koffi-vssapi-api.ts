import { type LibraryLoader, type NativeFunction, type NativeLibrary, outPointer } from '@dsbackup/win32';
import { createComRuntime } from './koffi-com-runtime.js';
import { createIVssAsyncWrapper } from './koffi-ivss-async.js';
import { createIVssBackupComponentsWrapper } from './koffi-ivss-backup-components.js';
import { createIVssComponentWrapper } from './koffi-ivss-component.js';
import { createIVssExamineWriterMetadataWrapper } from './koffi-ivss-examine-writer-metadata.js';
import { createIVssWMComponentWrapper } from './koffi-ivss-wm-component.js';
import { createIVssWMFiledescWrapper } from './koffi-ivss-wm-filedesc.js';
import { createIVssWriterComponentsExtWrapper } from './koffi-ivss-writer-components-ext.js';
import { createSnapshotProperties } from './koffi-snapshot-properties.js';
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
  const wrapBackupComponents = createIVssBackupComponentsWrapper(com, {
    wrapAsync: createIVssAsyncWrapper(com),
    wrapWriterMetadata: createIVssExamineWriterMetadataWrapper(
      com,
      wrapFiledesc,
      createIVssWMComponentWrapper(com, wrapFiledesc),
    ),
    wrapWriterComponents: createIVssWriterComponentsExtWrapper(com, createIVssComponentWrapper(com)),
    snapshotProperties,
  });

  return {
    async CreateVssBackupComponentsInternal() {
      const object = outPointer();
      const hr = await createBackupComponents.async(object.memory);
      const address = object.read();
      return { hr, pBackup: address === null ? null : wrapBackupComponents(address) };
    },
    VssFreeSnapshotPropertiesInternal: (pProp) => snapshotProperties.free(pProp),
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
