/*
 * What the C program of docs/port-from-c.md leaves to its owner: here a folder keeps the backup, a file for each file
 * and one for the token. Compiled behind that program, whose types it uses.
 *
 *   ported backup FOLDER SERVER
 *   ported restore FOLDER SERVER GENLOW GENHIGH
 */
#include <stdio.h>
#include <stdlib.h>

static const WCHAR *folder;
static FILE *kept;

static FILE *open_kept(const WCHAR *name, const WCHAR *mode) {
  WCHAR path[MAX_PATH];
  _snwprintf(path, MAX_PATH, L"%ls\\%ls", folder, name);
  return _wfopen(path, mode);
}

static const WCHAR *last_name(const WCHAR *path) { return wcsrchr(path, L'\\') + 1; }

HRESULT SaveToken(const void *pv, DWORD cb) {
  FILE *file = open_kept(L"token", L"wb");
  if (!file) return hrDiskIO;
  size_t written = fwrite(pv, 1, cb, file);
  return fclose(file) == 0 && written == cb ? hrNone : hrDiskIO;
}

HRESULT StoreBegin(WCHAR bft, const WCHAR *wszName, LONGLONG cb) {
  wprintf(L"%02x %ls %lld\n", bft, last_name(wszName), cb);
  kept = open_kept(last_name(wszName), L"wb");
  return kept ? hrNone : hrDiskIO;
}

HRESULT StoreWrite(const void *pv, DWORD cb) { return fwrite(pv, 1, cb, kept) == cb ? hrNone : hrDiskIO; }

HRESULT StoreFinish(void) { return fclose(kept) == 0 ? hrNone : hrDiskIO; }

HRESULT CopyInto(const WCHAR *wszDatabase, const WCHAR *wszLogs) {
  WCHAR from[MAX_PATH], to[MAX_PATH];
  WIN32_FIND_DATAW found;
  _snwprintf(from, MAX_PATH, L"%ls\\*", folder);
  HANDLE search = FindFirstFileW(from, &found);
  if (search == INVALID_HANDLE_VALUE) return hrFileNotFound;
  do {
    if (found.cFileName[0] == L'.' || wcscmp(found.cFileName, L"token") == 0) continue;
    int is_log = wcsstr(found.cFileName, L".log") != NULL;
    _snwprintf(from, MAX_PATH, L"%ls\\%ls", folder, found.cFileName);
    if (is_log) _snwprintf(to, MAX_PATH, L"%ls\\%ls", wszLogs, found.cFileName);
    if (!CopyFileW(from, is_log ? to : wszDatabase, FALSE)) return HRESULT_FROM_WIN32(GetLastError());
  } while (FindNextFileW(search, &found));
  FindClose(search);
  return hrNone;
}

static HRESULT restore(const WCHAR *server, ULONG low, ULONG high) {
  static BYTE token[65536];
  static WCHAR database[] = L"C:\\Windows\\NTDS\\ntds.dit";
  FILE *file = open_kept(L"token", L"rb");
  if (!file) return hrMissingExpiryToken;
  KEPT_BACKUP backup = {token, (DWORD)fread(token, 1, sizeof token, file), database, low, high};
  fclose(file);
  return RestoreDirectory(server, &backup);
}

int wmain(int argc, WCHAR **argv) {
  static BYTE buffer[CB_BUFFER];
  if (argc != 4 && argc != 6) return 2;
  folder = argv[2];
  HRESULT hr = argc == 4 ? BackUpDirectory(argv[3], buffer)
                         : restore(argv[3], wcstoul(argv[4], NULL, 10), wcstoul(argv[5], NULL, 10));
  wprintf(L"0x%08lX\n", (unsigned long)hr);
  return hr == hrNone ? 0 : 1;
}
