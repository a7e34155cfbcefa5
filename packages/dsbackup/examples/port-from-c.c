#include <windows.h>
#include <ntdsbcli.h>

#define CB_BUFFER 65536

/* Where the program keeps a backup. */
HRESULT SaveToken(const void *pv, DWORD cb);
HRESULT StoreBegin(WCHAR bft, const WCHAR *wszName, LONGLONG cb);
HRESULT StoreWrite(const void *pv, DWORD cb);
HRESULT StoreFinish(void);

static HRESULT BackUpFiles(HBC hbc, const WCHAR *wszList, BYTE *pbBuffer)
{
    while (*wszList != L'\0') {
        LARGE_INTEGER liSize;
        DWORD cbRead;
        HRESULT hrClose;
        HRESULT hr = DsBackupOpenFileW(hbc, wszList + 1, CB_BUFFER, &liSize);
        if (hr != hrNone) return hr;
        hr = StoreBegin(wszList[0], wszList + 1, liSize.QuadPart);
        while (hr == hrNone) {
            hr = DsBackupRead(hbc, pbBuffer, CB_BUFFER, &cbRead);
            if (hr == hrNone) hr = StoreWrite(pbBuffer, cbRead);
        }
        hrClose = DsBackupClose(hbc);
        StoreFinish();
        if (hr != ERROR_HANDLE_EOF) return hr;
        if (hrClose != hrNone) return hrClose;
        wszList += wcslen(wszList) + 1;
    }
    return hrNone;
}

HRESULT BackUpDirectory(const WCHAR *wszServer, BYTE *pbBuffer)
{
    HRESULT hr, hrEnd;
    BOOL fOnline = FALSE;
    void *pvToken = NULL;
    DWORD cbToken = 0, cb;
    HBC hbc = NULL;
    WCHAR *wszDatabases = NULL, *wszLogs = NULL;

    hr = DsIsNTDSOnlineW(wszServer, &fOnline);
    if (hr != hrNone) return hr;
    if (!fOnline) return hrError;

    hr = DsBackupPrepareW(wszServer, 0, BACKUP_TYPE_FULL, &pvToken, &cbToken, &hbc);
    if (hr != hrNone) return hr;

    hr = DsBackupGetDatabaseNamesW(hbc, &wszDatabases, &cb);
    if (hr == hrNone) hr = BackUpFiles(hbc, wszDatabases, pbBuffer);
    DsBackupFree(wszDatabases);

    if (hr == hrNone) {
        hr = DsBackupGetBackupLogsW(hbc, &wszLogs, &cb);
        if (hr == hrNone) hr = BackUpFiles(hbc, wszLogs, pbBuffer);
        DsBackupFree(wszLogs);
    }

    if (hr == hrNone) hr = SaveToken(pvToken, cbToken);
    if (hr == hrNone) hr = DsBackupTruncateLogs(hbc);
    DsBackupFree(pvToken);

    hrEnd = DsBackupEnd(hbc);
    return hr != hrNone ? hr : hrEnd;
}

/* A backup that the program kept. */
typedef struct {
    void *pvToken;
    DWORD cbToken;
    WCHAR *wszDatabase;
    ULONG genLow, genHigh;
} KEPT_BACKUP;

HRESULT CopyInto(const WCHAR *wszDatabase, const WCHAR *wszLogs);

static const WCHAR *LocationOf(const WCHAR *wszList, WCHAR bft)
{
    for (; *wszList != L'\0'; wszList += wcslen(wszList) + 1)
        if (wszList[0] == bft) return wszList + 1;
    return L"";
}

static HRESULT RegisterAndCopy(HBC hbc, const KEPT_BACKUP *pBackup)
{
    HRESULT hr, hrCopy;
    WCHAR *wszList = NULL;
    const WCHAR *wszDatabase, *wszLogs, *wszCheckpoint;
    EDB_RSTMAPW rgrstmap[1];
    DWORD cb;

    hr = DsRestoreGetDatabaseLocationsW(hbc, &wszList, &cb);
    if (hr != hrNone) return hr;
    wszDatabase = LocationOf(wszList, BFT_NTDS_DATABASE);
    wszLogs = LocationOf(wszList, BFT_LOG_DIR);
    wszCheckpoint = LocationOf(wszList, BFT_CHECKPOINT_DIR);
    rgrstmap[0].wszDatabaseName = pBackup->wszDatabase;
    rgrstmap[0].wszNewDatabaseName = (WCHAR *)wszDatabase;

    hr = DsRestoreRegisterW(hbc, wszCheckpoint, wszLogs, rgrstmap, 1, wszLogs,
                            pBackup->genLow, pBackup->genHigh);
    if (hr == hrNone) {
        hrCopy = CopyInto(wszDatabase, wszLogs);
        hr = DsRestoreRegisterComplete(hbc, hrCopy);
        if (hrCopy != hrNone) hr = hrCopy;
    }
    DsBackupFree(wszList);
    return hr;
}

HRESULT RestoreDirectory(const WCHAR *wszServer, const KEPT_BACKUP *pBackup)
{
    HRESULT hr, hrEnd;
    BOOL fOnline = FALSE;
    HBC hbc = NULL;

    hr = DsIsNTDSOnlineW(wszServer, &fOnline);
    if (hr != hrNone) return hr;
    if (fOnline) return hrError;

    hr = DsRestorePrepareW(wszServer, RESTORE_TYPE_CATCHUP, pBackup->pvToken, pBackup->cbToken, &hbc);
    if (hr != hrNone) return hr;

    hr = RegisterAndCopy(hbc, pBackup);
    hrEnd = DsRestoreEnd(hbc);
    return hr != hrNone ? hr : hrEnd;
}
