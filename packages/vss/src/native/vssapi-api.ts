import type { HRESULT } from './hresult.js';
import type { IVssBackupComponents, SnapshotPropPointer } from './ivss-backup-components.js';

/**
 * The exports of vssapi.dll that a backup needs. koffi, the simulator and a scripted double all satisfy it.
 * COM has been started and its security set before this object is handed out.
 */
export interface VssapiApi {
  CreateVssBackupComponentsInternal(): Promise<{ hr: HRESULT; pBackup: IVssBackupComponents | null }>;
  VssFreeSnapshotPropertiesInternal(pProp: SnapshotPropPointer): Promise<void>;
}
