import { type DriverControl, DsBackupError } from '@dsbackup/session';
import { Win32Error } from '@dsbackup/win32';
import type { HBC, NtdsbcliApi } from './native/ntdsbcli-api.js';
import { NtdsbcliAnswers } from './ntdsbcli-answers.js';
import { toRestoreLocations } from './ntdsbcli-locations.js';
import type { AskedLocations } from './saved-locations.js';

/**
 * Asks where the files of a backup would go, with the backup's own context. The documentation of Windows 2000 allows that, so
 * that the places can be saved; today's mentions contexts of a restore only, and a DLL may lack the function. So no answer is an
 * answer too, and spoils nothing of the backup.
 */
export async function askLocations(
  { api, server, hbc }: { readonly api: NtdsbcliApi; readonly server: string; readonly hbc: HBC },
  control: DriverControl,
): Promise<AskedLocations> {
  const call = { call: 'DsRestoreGetDatabaseLocationsW', subject: server };
  // Judged by itself: that this failed says nothing about the calls of the backup.
  const answers = new NtdsbcliAnswers(api, server);
  try {
    const { status, databaseLocationList: block } = await api.DsRestoreGetDatabaseLocationsW(hbc);
    return { locations: toRestoreLocations(call, await answers.names(call, { status, block }, control)) };
  } catch (error) {
    if (DsBackupError.is(error) || Win32Error.is(error)) return { locations: null, refusal: error.message };
    throw error;
  }
}
