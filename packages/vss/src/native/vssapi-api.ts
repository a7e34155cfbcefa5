import type { HRESULT } from './hresult.js';
import type { IVssBackupComponents } from './ivss-backup-components.js';
import type { IVssExamineWriterMetadata } from './ivss-examine-writer-metadata.js';
import type { SnapshotPropPointer } from './vss-snapshot-prop.js';

/**
 * The exports of vssapi.dll that a requester needs. koffi, the simulator and a scripted double all satisfy it.
 * COM has been started and its security set before this object is handed out.
 */
export interface VssapiApi {
  CreateVssBackupComponentsInternal(): Promise<{ hr: HRESULT; pBackup: IVssBackupComponents | null }>;
  /** Reads a writer's document that was saved with a backup; VSS_E_INVALID_XML_DOCUMENT for anything else. */
  CreateVssExamineWriterMetadataInternal(
    bstrXML: string,
  ): Promise<{ hr: HRESULT; pMetadata: IVssExamineWriterMetadata | null }>;
  VssFreeSnapshotPropertiesInternal(pProp: SnapshotPropPointer): Promise<void>;
}
