import type { DsBlock, NtdsbcliApi, NtdsbcliCallName, Status } from '@dsbackup/ntdsbcli/native';

type PlainAnswer<Call extends NtdsbcliCallName> = Awaited<ReturnType<NtdsbcliApi[Call]>>;

/** The calls that answer a status. */
export type AnsweringCall = Exclude<NtdsbcliCallName, 'DsBackupFree'>;

interface WithStatus {
  readonly status: Status;
}

/** What a call answers, as an object also where it is nothing but the status. */
export type Answer<Call extends AnsweringCall> =
  PlainAnswer<Call> extends WithStatus ? PlainAnswer<Call> : WithStatus;

const noBlock: DsBlock = { pv: null, bytes: new Uint8Array(0) };
const statusOnly = (status: Status) => ({ status });

/** What each call answers when it fails: no out-parameter is written. */
export const failedAnswers: { readonly [Call in AnsweringCall]: (status: Status) => Answer<Call> } = {
  DsIsNTDSOnlineW: (status) => ({ status, fNTDSOnline: undefined }),
  DsSetAuthIdentityW: statusOnly,
  DsBackupPrepareW: (status) => ({ status, expiryToken: noBlock, hbc: null }),
  DsBackupGetDatabaseNamesW: (status) => ({ status, attachmentInfo: noBlock }),
  DsBackupOpenFileW: (status) => ({ status, liFileSize: undefined }),
  DsBackupRead: (status) => ({ status, cbRead: undefined }),
  DsBackupClose: statusOnly,
  DsBackupGetBackupLogsW: (status) => ({ status, backupLogFiles: noBlock }),
  DsBackupTruncateLogs: statusOnly,
  DsBackupEnd: statusOnly,
  DsRestorePrepareW: (status) => ({ status, hbc: null }),
  DsRestoreGetDatabaseLocationsW: (status) => ({ status, databaseLocationList: noBlock }),
  DsRestoreRegisterW: statusOnly,
  DsRestoreRegisterComplete: statusOnly,
  DsRestoreEnd: statusOnly,
  DsSetCurrentBackupLogW: statusOnly,
};
