import type { ParameterType, ResultType } from '@dsbackup/win32';

/**
 * Every function of ntdsbcli.h in its W form, in the header's order: the only place where their types are written.
 * The binding, its TypeScript types and the comparison with mingw-w64's header all read this table.
 *
 * `hresult` and `uint32` are unsigned here; an HRESULT that goes in is `int32`, as LONG is.
 */
export const ntdsbcliSignatures = {
  DsIsNTDSOnlineW: { result: 'hresult', parameters: ['wide-string', 'memory'] },
  DsBackupPrepareW: {
    result: 'hresult',
    parameters: ['wide-string', 'uint32', 'uint32', 'memory', 'memory', 'memory'],
  },
  DsBackupGetDatabaseNamesW: { result: 'hresult', parameters: ['pointer', 'memory', 'memory'] },
  DsBackupOpenFileW: { result: 'hresult', parameters: ['pointer', 'wide-string', 'uint32', 'memory'] },
  DsBackupRead: { result: 'hresult', parameters: ['pointer', 'memory', 'uint32', 'memory'] },
  DsBackupClose: { result: 'hresult', parameters: ['pointer'] },
  DsBackupGetBackupLogsW: { result: 'hresult', parameters: ['pointer', 'memory', 'memory'] },
  DsBackupTruncateLogs: { result: 'hresult', parameters: ['pointer'] },
  DsBackupEnd: { result: 'hresult', parameters: ['pointer'] },
  DsBackupFree: { result: 'void', parameters: ['pointer'] },
  DsRestoreGetDatabaseLocationsW: { result: 'hresult', parameters: ['pointer', 'memory', 'memory'] },
  DsRestorePrepareW: {
    result: 'hresult',
    parameters: ['wide-string', 'uint32', 'memory', 'uint32', 'memory'],
  },
  DsRestoreRegisterW: {
    result: 'hresult',
    parameters: [
      'pointer',
      'wide-string',
      'wide-string',
      'memory',
      'int32',
      'wide-string',
      'uint32',
      'uint32',
    ],
  },
  DsRestoreRegisterComplete: { result: 'hresult', parameters: ['pointer', 'int32'] },
  DsRestoreEnd: { result: 'hresult', parameters: ['pointer'] },
  DsSetCurrentBackupLogW: { result: 'hresult', parameters: ['wide-string', 'uint32'] },
  DsSetAuthIdentityW: { result: 'hresult', parameters: ['wide-string', 'wide-string', 'memory'] },
} as const satisfies Record<
  string,
  { readonly result: ResultType; readonly parameters: readonly ParameterType[] }
>;

/** A function of ntdsbcli.h, by the name of its W form. */
export type NtdsbcliFunction = keyof typeof ntdsbcliSignatures;
