import { type DriverControl, DsBackupError } from '@dsbackup/session';
import type { VSS_ID } from '../native/hresult.js';
import type { VSS_SNAPSHOT_PROP } from '../native/vss-snapshot-prop.js';
import type { VssRequester } from '../requester/vss-requester.js';
import { vssBackend } from '../vss-errors.js';

/** The shadow copy of one volume. */
export interface ShadowVolume {
  /** `\\?\Volume{...}\` of the volume it was made of. */
  readonly volumeName: string;
  /** `\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopyN`, without a trailing backslash. */
  readonly device: string;
  readonly properties: VSS_SNAPSHOT_PROP;
}

/** Reads where the shadow copy of each volume is. Rejects with `SNAPSHOT_LOST` for one that is nowhere. */
export async function readShadowVolumes(
  control: DriverControl,
  requester: VssRequester,
  snapshots: ReadonlyMap<string, VSS_ID>,
): Promise<ReadonlyMap<string, ShadowVolume>> {
  const volumes = new Map<string, ShadowVolume>();
  for (const [volumeName, snapshotId] of snapshots) {
    const properties = await requester.snapshotProperties(control, snapshotId);
    const device = properties.m_pwszSnapshotDeviceObject;
    if (!device) {
      throw new DsBackupError({
        code: 'SNAPSHOT_LOST',
        message: `The shadow copy ${snapshotId} of ${volumeName} exists, but Windows names no device for it.`,
        backend: vssBackend,
        scope: 'session',
      });
    }
    volumes.set(volumeName, { volumeName, device, properties });
  }
  return volumes;
}
