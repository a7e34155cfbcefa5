import { type DriverControl, DsBackupError } from '@dsbackup/session';
import { GUID_NULL } from '../native/constants.js';
import type { IVssBackupComponents } from '../native/ivss-backup-components.js';
import { vssBackend } from '../vss-errors.js';
import { vssCall } from './vss-call.js';

/**
 * Asks whether any provider can make a shadow copy of a volume, and rejects with `VOLUME_NOT_SUPPORTED` if none
 * can.
 */
export async function requireVolumeSupported(
  control: DriverControl,
  backup: IVssBackupComponents,
  volume: string,
): Promise<void> {
  const call = 'IVssBackupComponents::IsVolumeSupported';
  const { bSupportedByThisProvider } = await vssCall(control, { call, subject: volume }, () =>
    backup.IsVolumeSupported(GUID_NULL, volume),
  );
  if (bSupportedByThisProvider) return;
  throw new DsBackupError({
    code: 'VOLUME_NOT_SUPPORTED',
    message: `${call} says that no provider can make a shadow copy of ${volume}, which the backup needs.`,
    backend: vssBackend,
    hint: 'A shadow copy needs a local volume that is not FAT; "vssadmin list volumes" shows those that can have one.',
    scope: 'session',
  });
}
