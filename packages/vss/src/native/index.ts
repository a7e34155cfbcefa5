export type { HRESULT, VSS_ID } from './hresult.js';
export type { IUnknown } from './iunknown.js';
export type { IVssAsync } from './ivss-async.js';
export type {
  IVssBackupComponents,
  SnapshotPropPointer,
  VSS_SNAPSHOT_PROP,
} from './ivss-backup-components.js';
export type { IVssComponent } from './ivss-component.js';
export type { IVssExamineWriterMetadata } from './ivss-examine-writer-metadata.js';
export type { ComponentInfoPointer, IVssWMComponent, VSS_COMPONENTINFO } from './ivss-wm-component.js';
export type { IVssWMFiledesc } from './ivss-wm-filedesc.js';
export type { IVssWriterComponentsExt } from './ivss-writer-components-ext.js';
export type { Kernel32Api } from './kernel32-api.js';
export type { ShadowEntry, ShadowFile, ShadowFileSystem } from './shadow-file-system.js';
export type { VssNative } from './vss-native.js';
export type { VssapiApi } from './vssapi-api.js';
