import {
  BACKUP_TYPE_FULL,
  BFT_CHECKPOINT_DIR,
  BFT_LOG_DIR,
  BFT_NTDS_DATABASE,
  ERROR_HANDLE_EOF,
  type HBC,
  type HRESULT,
  hrCodes,
  type NtdsbcliCompat,
  parseAttachmentInfo,
  RESTORE_TYPE_CATCHUP,
} from 'dsbackup/ntdsbcli-compat';

const { hrNone, hrError } = hrCodes;
const cbBuffer = 65_536;

/** Where the ported program keeps a backup. Yours is a file, a tape or a socket. */
export interface Store {
  saveToken(token: Uint8Array): Promise<void>;
  /** Begins a file; its type and its name are kept with it, since a restore needs them. */
  begin(bft: number, name: string, size: number): Promise<void>;
  write(bytes: Uint8Array): Promise<void>;
  finish(): Promise<void>;
}

/** The backup of a directory, as Microsoft documents its steps. `ds` is this module's namespace, or `createNtdsbcliCompat(…)`. */
export async function backUpDirectory(ds: NtdsbcliCompat, szServer: string, store: Store): Promise<HRESULT> {
  const online = await ds.DsIsNTDSOnline(szServer);
  if (online.hr !== hrNone) return online.hr;
  if (!online.fNTDSOnline) return hrError;

  const prepared = await ds.DsBackupPrepare(szServer, 0, BACKUP_TYPE_FULL);
  const { hbc, pvExpiryToken } = prepared;
  if (prepared.hr !== hrNone || hbc === null) return prepared.hr;

  const databases = await ds.DsBackupGetDatabaseNames(hbc);
  let hr = databases.hr;
  if (hr === hrNone) hr = await backUpFiles(ds, hbc, databases.szAttachmentInfo, store);
  await ds.DsBackupFree(databases.szAttachmentInfo);

  if (hr === hrNone) {
    const logs = await ds.DsBackupGetBackupLogs(hbc);
    hr = logs.hr;
    if (hr === hrNone) hr = await backUpFiles(ds, hbc, logs.szBackupLogFiles, store);
    await ds.DsBackupFree(logs.szBackupLogFiles);
  }

  if (hr === hrNone && pvExpiryToken !== null) await store.saveToken(pvExpiryToken);
  if (hr === hrNone) hr = await ds.DsBackupTruncateLogs(hbc);
  await ds.DsBackupFree(pvExpiryToken);

  const hrEnd = await ds.DsBackupEnd(hbc);
  return hr !== hrNone ? hr : hrEnd;
}

async function backUpFiles(
  ds: NtdsbcliCompat,
  hbc: HBC,
  szList: string | null,
  store: Store,
): Promise<HRESULT> {
  const pvBuffer = new Uint8Array(cbBuffer);
  for (const { bft, name } of parseAttachmentInfo(szList ?? '')) {
    const opened = await ds.DsBackupOpenFile(hbc, name, cbBuffer);
    if (opened.hr !== hrNone) return opened.hr;
    await store.begin(bft, name, opened.liFileSize);
    let hr: HRESULT = hrNone;
    while (hr === hrNone) {
      const read = await ds.DsBackupRead(hbc, pvBuffer, cbBuffer);
      hr = read.hr;
      if (hr === hrNone) await store.write(pvBuffer.subarray(0, read.cbRead));
    }
    const hrClose = await ds.DsBackupClose(hbc);
    await store.finish();
    if (hr !== ERROR_HANDLE_EOF) return hr;
    if (hrClose !== hrNone) return hrClose;
  }
  return hrNone;
}

/** A backup that the ported program kept, and how it copies the files of it into a folder: the DLL has no call for that. */
export interface KeptBackup {
  readonly token: Uint8Array;
  /** The name that the database had in the list. */
  readonly database: string;
  readonly genLow: number;
  readonly genHigh: number;
  copyInto(folders: { readonly database: string; readonly logs: string }): Promise<HRESULT>;
}

/** The restore of a directory in Directory Services Restore Mode, as Microsoft documents its steps. */
export async function restoreDirectory(
  ds: NtdsbcliCompat,
  szServer: string,
  backup: KeptBackup,
): Promise<HRESULT> {
  const online = await ds.DsIsNTDSOnline(szServer);
  if (online.hr !== hrNone) return online.hr;
  if (online.fNTDSOnline) return hrError;

  const prepared = await ds.DsRestorePrepare(
    szServer,
    RESTORE_TYPE_CATCHUP,
    backup.token,
    backup.token.length,
  );
  const { hbc } = prepared;
  if (prepared.hr !== hrNone || hbc === null) return prepared.hr;

  const hr = await registerAndCopy(ds, hbc, backup);
  const hrEnd = await ds.DsRestoreEnd(hbc);
  return hr !== hrNone ? hr : hrEnd;
}

async function registerAndCopy(ds: NtdsbcliCompat, hbc: HBC, backup: KeptBackup): Promise<HRESULT> {
  const answer = await ds.DsRestoreGetDatabaseLocations(hbc);
  if (answer.hr !== hrNone) return answer.hr;
  const locations = parseAttachmentInfo(answer.szDatabaseLocationList ?? '');
  const locationOf = (type: number) => locations.find(({ bft }) => bft === type)?.name ?? '';
  const database = locationOf(BFT_NTDS_DATABASE);
  const logs = locationOf(BFT_LOG_DIR);
  const rgrstmap = [{ wszDatabaseName: backup.database, wszNewDatabaseName: database }];
  await ds.DsBackupFree(answer.szDatabaseLocationList);

  const { genLow, genHigh } = backup;
  const checkpoint = locationOf(BFT_CHECKPOINT_DIR);
  const hr = await ds.DsRestoreRegister(hbc, checkpoint, logs, rgrstmap, 1, logs, genLow, genHigh);
  if (hr !== hrNone) return hr;

  const hrCopy = await backup.copyInto({ database, logs });
  const hrComplete = await ds.DsRestoreRegisterComplete(hbc, hrCopy);
  return hrCopy !== hrNone ? hrCopy : hrComplete;
}
