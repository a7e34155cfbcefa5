import { randomUUID } from 'node:crypto';
import type { HRESULT, IVssBackupComponents, SnapshotPropPointer, VSS_ID } from '@dsbackup/vss/native';
import { fileTimeOf } from '../machine/expiry.js';
import { shadowDevice } from '../windows/windows-path.js';
import type { AsyncAnswer } from './requester-object.js';
import { createSnapshots, deleteSnapshots, failSet } from './requester-operations.js';
import type { SetMember } from './requester-state.js';
import { RequesterWriters } from './requester-writers.js';
import { isTheVolume, volumeNameOf } from './simulated-volume.js';
import type { unsimulatedBackupCalls } from './unsimulated-calls.js';
import { GUID_NULL, hresult, systemProvider, vss } from './vss-values.js';

type Answer<Method extends Exclude<keyof IVssBackupComponents, 'Release'>> = Awaited<
  ReturnType<IVssBackupComponents[Method]>
>;

/** The kind of memory that VssFreeSnapshotPropertiesInternal takes back. */
export const snapshotPropMemory = 'VSS_SNAPSHOT_PROP';

/** The requester's object: one backup, in the order of fact sheet 1.3, or VSS_E_BAD_STATE. */
export class SimulatedBackupComponents
  extends RequesterWriters
  implements Omit<IVssBackupComponents, keyof typeof unsimulatedBackupCalls>
{
  InitializeForBackup(bstrXML: string | null): Promise<HRESULT> {
    return this.orderedStatus('InitializeForBackup', bstrXML === null ? 'NULL' : 'document', () => {
      // A document is for importing a transportable set, which is not simulated.
      if (bstrXML !== null) return hresult.E_NOTIMPL;
      this.state.isInitialized = true;
      return hresult.S_OK;
    });
  }

  SetContext(lContext: number): Promise<HRESULT> {
    return this.orderedStatus('SetContext', String(lContext), () => {
      if (lContext !== vss.CTX_BACKUP) return hresult.VSS_E_UNSUPPORTED_CONTEXT;
      this.state.hasContext = true;
      return hresult.S_OK;
    });
  }

  SetBackupState(
    ...[selectComponents, bootableSystemState, backupType, partialFileSupport]: Parameters<
      IVssBackupComponents['SetBackupState']
    >
  ): Promise<HRESULT> {
    const args = `${selectComponents}, ${bootableSystemState}, ${backupType}, ${partialFileSupport}`;
    return this.orderedStatus('SetBackupState', args, () => {
      if (backupType < vss.BT_FULL || backupType > vss.BT_OTHER) return hresult.E_INVALIDARG;
      this.state.choice = { selectComponents, bootableSystemState, backupType, partialFileSupport };
      return hresult.S_OK;
    });
  }

  IsVolumeSupported(providerId: VSS_ID, pwszVolumeName: string): Promise<Answer<'IsVolumeSupported'>> {
    const failed = (hr: HRESULT) => ({ hr, bSupportedByThisProvider: false });
    return this.ordered('IsVolumeSupported', pwszVolumeName, {
      failed,
      body: () => {
        const refusal = this.#refuseVolume(providerId, pwszVolumeName);
        return refusal === undefined ? { hr: hresult.S_OK, bSupportedByThisProvider: true } : failed(refusal);
      },
    });
  }

  StartSnapshotSet(): Promise<Answer<'StartSnapshotSet'>> {
    const failed = (hr: HRESULT) => ({ hr, snapshotSetId: GUID_NULL });
    return this.ordered('StartSnapshotSet', '', {
      failed,
      body: () => {
        const { directory } = this.machine;
        if (directory.isCreatingSnapshotSet) return failed(hresult.VSS_E_SNAPSHOT_SET_IN_PROGRESS);
        directory.isCreatingSnapshotSet = true;
        this.state.set = 'started';
        this.state.setId = newId();
        return { hr: hresult.S_OK, snapshotSetId: this.state.setId };
      },
    });
  }

  AddToSnapshotSet(pwszVolumeName: string, providerId: VSS_ID): Promise<Answer<'AddToSnapshotSet'>> {
    const failed = (hr: HRESULT) => ({ hr, idSnapshot: GUID_NULL });
    return this.ordered('AddToSnapshotSet', pwszVolumeName, {
      failed,
      body: () => {
        const refusal = this.#refuseVolume(providerId, pwszVolumeName);
        if (refusal !== undefined) return failed(refusal);
        if (this.state.members.length > 0) return failed(hresult.VSS_E_OBJECT_ALREADY_EXISTS);
        const snapshotId = newId();
        this.state.members.push({
          snapshotId,
          volume: pwszVolumeName,
          device: undefined,
          snapshot: undefined,
        });
        return { hr: hresult.S_OK, idSnapshot: snapshotId };
      },
    });
  }

  DoSnapshotSet(): Promise<AsyncAnswer> {
    return this.operation('DoSnapshotSet', {
      run: () => createSnapshots(this.service, this.state),
      spoil: () => failSet(this.service, this.state),
    });
  }

  GetSnapshotProperties(snapshotId: VSS_ID): Promise<Answer<'GetSnapshotProperties'>> {
    const failed = (hr: HRESULT): Answer<'GetSnapshotProperties'> => ({ hr, pProp: null, prop: undefined });
    return this.ordered('GetSnapshotProperties', snapshotId, {
      failed,
      body: () => {
        const member = this.state.members.find(
          (candidate) => candidate.snapshotId === snapshotId.toLowerCase(),
        );
        if (member?.snapshot === undefined) return failed(hresult.VSS_E_OBJECT_NOT_FOUND);
        const pProp = this.machine.resources.take(snapshotPropMemory) as SnapshotPropPointer;
        return { hr: hresult.S_OK, pProp, prop: this.#propertiesOf(member) };
      },
    });
  }

  DeleteSnapshots(
    sourceObjectId: VSS_ID,
    eSourceObjectType: number,
    bForceDelete: boolean,
  ): Promise<Answer<'DeleteSnapshots'>> {
    const failed = (hr: HRESULT) => ({ hr, lDeletedSnapshots: 0, nondeletedSnapshotID: GUID_NULL });
    return this.ordered('DeleteSnapshots', `${sourceObjectId}, ${eSourceObjectType}, ${bForceDelete}`, {
      failed,
      body: async () => {
        const id = sourceObjectId.toLowerCase();
        if (eSourceObjectType !== vss.OBJECT_SNAPSHOT_SET && eSourceObjectType !== vss.OBJECT_SNAPSHOT) {
          return failed(hresult.E_INVALIDARG);
        }
        const isSet = eSourceObjectType === vss.OBJECT_SNAPSHOT_SET;
        const picks = (snapshotId: string) => (isSet ? this.state.setId === id : snapshotId === id);
        const lDeletedSnapshots = await deleteSnapshots(this.service, this.state, picks);
        if (lDeletedSnapshots === 0) return failed(hresult.VSS_E_OBJECT_NOT_FOUND);
        return { hr: hresult.S_OK, lDeletedSnapshots, nondeletedSnapshotID: GUID_NULL };
      },
    });
  }

  AbortBackup(): Promise<HRESULT> {
    return this.orderedStatus('AbortBackup', '', () => {
      this.state.isAborted = true;
      this.#leaveSet();
      return hresult.S_OK;
    });
  }

  /** BackupShutdown: the shadow copies, which release themselves, are gone with the object. */
  protected override async released(): Promise<void> {
    this.#leaveSet();
    const deleted = await deleteSnapshots(this.service, this.state, () => true);
    this.machine.journal.write(`BackupShutdown, ${deleted} shadow copies deleted`);
  }

  #leaveSet(): void {
    if (this.state.set === 'started') failSet(this.service, this.state);
  }

  #refuseVolume(providerId: VSS_ID, volume: string): HRESULT | undefined {
    const provider = providerId.toLowerCase();
    if (provider !== GUID_NULL && provider !== systemProvider) return hresult.VSS_E_PROVIDER_NOT_REGISTERED;
    if (/^\\\\[^?.]/.test(volume)) return hresult.VSS_E_VOLUME_NOT_LOCAL;
    return isTheVolume(this.machine.computerName, volume) ? undefined : hresult.VSS_E_OBJECT_NOT_FOUND;
  }

  #propertiesOf(member: SetMember): NonNullable<Answer<'GetSnapshotProperties'>['prop']> {
    const { computerName } = this.machine;
    return {
      m_SnapshotId: member.snapshotId,
      m_SnapshotSetId: this.state.setId ?? GUID_NULL,
      m_lSnapshotsCount: this.state.members.length,
      m_pwszSnapshotDeviceObject: member.device === undefined ? null : shadowDevice(member.device),
      m_pwszOriginalVolumeName: volumeNameOf(computerName),
      m_pwszOriginatingMachine: computerName,
      m_pwszServiceMachine: computerName,
      m_pwszExposedName: null,
      m_pwszExposedPath: null,
      m_ProviderId: systemProvider,
      m_lSnapshotAttributes: vss.VOLSNAP_ATTR_DIFFERENTIAL | vss.VOLSNAP_ATTR_AUTORECOVER,
      m_tsCreationTimestamp: fileTimeOf(this.state.createdAt ?? this.machine.now()),
      m_eStatus: vss.SS_CREATED,
    };
  }
}

function newId(): VSS_ID {
  return `{${randomUUID()}}`;
}
