import type {
  HRESULT,
  IVssBackupComponents,
  IVssExamineWriterMetadata,
  SnapshotPropPointer,
  VssapiApi,
} from '@dsbackup/vss/native';
import { hex } from '../machine/simulated-machine.js';
import { SimulatedBackupComponents, snapshotPropMemory } from './simulated-backup-components.js';
import { unsimulatedBackupCalls } from './unsimulated-calls.js';
import type { VssService } from './vss-service.js';
import { hresult } from './vss-values.js';

/** The exports of vssapi.dll. */
export class SimulatedVssapi implements VssapiApi {
  readonly #service: VssService;

  constructor(service: VssService) {
    this.#service = service;
  }

  async CreateVssBackupComponentsInternal(): Promise<{ hr: HRESULT; pBackup: IVssBackupComponents | null }> {
    const { failures, journal } = this.#service.machine;
    const planned = failures.take('CreateVssBackupComponentsInternal');
    const hr = planned === undefined ? hresult.S_OK : Number(planned.status);
    journal.write(`CreateVssBackupComponentsInternal() = ${hex(hr)}`);
    if (hr !== hresult.S_OK) return { hr, pBackup: null };
    return {
      hr,
      pBackup: Object.assign(new SimulatedBackupComponents(this.#service), unsimulatedBackupCalls),
    };
  }

  /** Reading a writer's saved document is not simulated. */
  async CreateVssExamineWriterMetadataInternal(): Promise<{
    hr: HRESULT;
    pMetadata: IVssExamineWriterMetadata | null;
  }> {
    return { hr: hresult.E_NOTIMPL, pMetadata: null };
  }

  /** Throws a SimulatorError `MISUSE` for memory that is none or was freed. */
  async VssFreeSnapshotPropertiesInternal(pProp: SnapshotPropPointer): Promise<void> {
    const { resources, journal } = this.#service.machine;
    resources.giveBack(pProp, snapshotPropMemory, 'VssFreeSnapshotPropertiesInternal');
    journal.write('VssFreeSnapshotPropertiesInternal()');
  }
}
