import type { DriverControl } from '@dsbackup/session';
import type { IVssBackupComponents } from '../native/ivss-backup-components.js';
import { quietly, unstoppably, vssCall } from './vss-call.js';
import type { WriterStatus } from './writer-status.js';

/**
 * Reads what every writer said of itself, after `GatherWriterStatus` has finished, and frees it whatever
 * happens.
 */
export async function readWriterStatus(
  control: DriverControl,
  backup: IVssBackupComponents,
): Promise<WriterStatus[]> {
  try {
    const { cWriters } = await vssCall(
      quietly(control),
      { call: 'IVssBackupComponents::GetWriterStatusCount' },
      () => backup.GetWriterStatusCount(),
    );
    const statuses: WriterStatus[] = [];
    for (let index = 0; index < cWriters; index++) {
      const status = await vssCall(
        quietly(control),
        { call: 'IVssBackupComponents::GetWriterStatus', subject: `writer ${index}` },
        () => backup.GetWriterStatus(index),
      );
      statuses.push({
        instanceId: status.idInstance.toLowerCase(),
        writerId: status.idWriter.toLowerCase(),
        name: status.bstrWriter ?? status.idWriter,
        state: status.nStatus,
        failure: status.hResultFailure >>> 0,
      });
    }
    return statuses;
  } finally {
    await vssCall(unstoppably(control), { call: 'IVssBackupComponents::FreeWriterStatus' }, () =>
      backup.FreeWriterStatus(),
    );
  }
}
