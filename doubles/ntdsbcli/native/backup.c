/* The functions of the DLL itself. */
#include <stdlib.h>
#include <string.h>

#include "double.h"

#ifdef _WIN32
#define current_thread() ((uint64_t)GetCurrentThreadId())
#else
#include <pthread.h>
#define current_thread() ((uint64_t)pthread_self())
#endif

#define PAGE 8192
#define SMALLEST_BUFFER 24576
#define TOKEN_SIZE 24

/* There is one backup at a time, so there is one context. Its handle is a number that is never used again. */
static struct {
  uintptr_t handle;
  uint64_t thread;
  char server[256];
  struct dd_file *files[2];
  size_t counts[2];
  int logs_listed;
  struct dd_file *open;
  FILE *stream;
  int64_t size;
  int64_t offset;
} context;

static uintptr_t last_handle = 0x5d50000;
static uint32_t noise;

int dd_contexts_live(void) { return context.handle != 0; }
int dd_files_live(void) { return context.stream != NULL; }

static void close_file(void) {
  if (context.stream) fclose(context.stream);
  context.stream = NULL;
  context.open = NULL;
}

static void end_context(void) {
  close_file();
  free(context.files[IN_DATABASES]);
  free(context.files[IN_LOGS]);
  memset(&context, 0, sizeof context);
}

void dd_backup_reset(void) {
  end_context();
  noise = 0;
}

static uint32_t next_noise(uint32_t seed) {
  if (noise == 0) noise = seed * 2654435761u | 1;
  noise ^= noise << 13;
  noise ^= noise >> 17;
  noise ^= noise << 5;
  return noise;
}

static int is_context(HBC hbc) { return context.handle != 0 && (uintptr_t)hbc == context.handle; }

static void check_thread(const char *call) {
  if (context.thread != current_thread()) dd_die(call, "called from another thread than DsBackupPrepareW");
}

static HRESULT injected_failure(HRESULT status) {
  if (dd_option(OPTION_FAILURE_CANCELS)) close_file();
  return status;
}

/* hrNone when the name is one that this computer answers to. The name comes without leading backslashes. */
static HRESULT check_server(LPCWSTR name, HRESULT malformed, char *out, size_t size) {
  if (!name || !name[0]) return malformed;
  char *utf8 = dd_to_utf8((const uint16_t *)name);
  const char *bare = strncmp(utf8, "\\\\", 2) == 0 ? utf8 + 2 : utf8;
  int wrong = strlen(bare) == 0 || strlen(bare) >= size || strpbrk(bare, "_\\") != NULL;
  int remote = !wrong && dd_server() && strcmp(bare, dd_server()) != 0;
  if (!wrong) strcpy(out, bare);
  free(utf8);
  if (wrong) return malformed;
  if (remote) return dd_win32(RPC_S_INVALID_BINDING);
  return dd_root() ? hrNone : hrCouldNotConnect;
}

static HRESULT is_online(LPCWSTR server, WINBOOL *online) {
  HRESULT status;
  char name[256];
  if (dd_injected("DsIsNTDSOnlineW", &status)) return status;
  if (!online) return dd_win32(ERROR_INVALID_PARAMETER);
  status = check_server(server, hrCouldNotConnect, name, sizeof name);
  if (status != hrNone) return status;
  if (!(dd_option(OPTION_UNWRITTEN) & UNWRITTEN_ONLINE)) *online = !dd_option(OPTION_OFFLINE);
  return hrNone;
}

HRESULT DsIsNTDSOnlineW(LPCWSTR szServerName, WINBOOL *pfNTDSOnline) {
  return dd_told("DsIsNTDSOnlineW", is_online(szServerName, pfNTDSOnline));
}

HRESULT DsSetAuthIdentityW(LPCWSTR szUserName, LPCWSTR szDomainName, LPCWSTR szPassword) {
  HRESULT status;
  if (!dd_injected("DsSetAuthIdentityW", &status)) {
    status = szUserName && szDomainName && szPassword ? hrNone : dd_win32(ERROR_INVALID_PARAMETER);
  }
  return dd_told("DsSetAuthIdentityW", status);
}

/* The layout is not documented; what it says is: when, and for how many days. */
static void write_token(unsigned char *token) {
  memcpy(token, "DSBACKUP-DOUBLE-TOKEN\x3c\x00", TOKEN_SIZE);
}

static HRESULT prepare(LPCWSTR server, ULONG grbit, ULONG type, PVOID *token, LPDWORD size, HBC *hbc) {
  HRESULT status;
  unsigned char bytes[TOKEN_SIZE];
  char name[256];
  if (dd_injected("DsBackupPrepareW", &status)) return status;
  if (!token || !size) return hrInvalidParam;
  if (!hbc || grbit != 0 || type != BACKUP_TYPE_FULL) return dd_win32(ERROR_INVALID_PARAMETER);
  status = check_server(server, dd_win32(ERROR_INVALID_PARAMETER), name, sizeof name);
  if (status != hrNone) return status;
  if (context.handle) return hrBackupInProgress;
  int64_t unwritten = dd_option(OPTION_UNWRITTEN);
  if (!(unwritten & UNWRITTEN_CONTEXT)) {
    context.handle = last_handle += 16;
    context.thread = current_thread();
    strcpy(context.server, name);
    *hbc = (HBC)context.handle;
  }
  if (!(unwritten & UNWRITTEN_TOKEN)) {
    write_token(bytes);
    *token = dd_block(bytes, sizeof bytes);
    *size = sizeof bytes;
  }
  return hrNone;
}

HRESULT DsBackupPrepareW(LPCWSTR szBackupServer, ULONG grbit, ULONG btFlag, PVOID *ppvExpiryToken,
                         LPDWORD pcbExpiryTokenSize, HBC *phbc) {
  return dd_told("DsBackupPrepareW",
                 prepare(szBackupServer, grbit, btFlag, ppvExpiryToken, pcbExpiryTokenSize, phbc));
}

/* Puts the list into a block of exactly its size, in the form that the option says. */
static void give_list(const struct dd_file *files, size_t count, LPWSTR *out, LPDWORD size) {
  int64_t form = dd_option(OPTION_LIST_FORM);
  uint16_t *list = malloc((count * 1024 + 8) * sizeof *list);
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    const uint16_t *name = files[i].name;
    list[n++] = files[i].tag;
    while (*name) list[n++] = *name++;
    list[n++] = 0;
  }
  if (form == LIST_BARE_TAG) {
    list[n++] = TAG(BFT_LOG);
    list[n++] = 0;
  }
  list[n++] = 0;
  size_t bytes = n * sizeof *list;
  if (form == LIST_WITHOUT_LAST_NUL) bytes -= 2;
  if (form == LIST_CUT_IN_NAME) bytes -= 2 + 2 + 4;
  if (form == LIST_ODD_SIZE) bytes -= 1;
  *out = dd_block(list, bytes);
  if (!(dd_option(OPTION_UNWRITTEN) & UNWRITTEN_LIST_SIZE)) *size = (DWORD)bytes;
  free(list);
}

static HRESULT list_files(const char *call, HBC hbc, enum file_list list, LPWSTR *out, LPDWORD size) {
  HRESULT status;
  if (!is_context(hbc)) return dd_win32(ERROR_INVALID_PARAMETER);
  check_thread(call);
  if (dd_injected(call, &status)) return injected_failure(status);
  if (!out || *out || !size) return dd_win32(ERROR_INVALID_PARAMETER);
  if (list == IN_DATABASES ? context.logs_listed : context.open != NULL) return hrInvalidBackupSequence;
  if (!context.files[list]) context.counts[list] = dd_tree_list(context.server, list, &context.files[list]);
  if (list == IN_DATABASES && context.counts[list] == 0) return hrDatabaseNotFound;
  if (list == IN_LOGS) context.logs_listed = 1;
  if (!(dd_option(OPTION_UNWRITTEN) & UNWRITTEN_LIST)) {
    give_list(context.files[list], context.counts[list], out, size);
  }
  return hrNone;
}

HRESULT DsBackupGetDatabaseNamesW(HBC hbc, LPWSTR *pszAttachmentInfo, LPDWORD pcbSize) {
  const char *call = "DsBackupGetDatabaseNamesW";
  return dd_told(call, list_files(call, hbc, IN_DATABASES, pszAttachmentInfo, pcbSize));
}

HRESULT DsBackupGetBackupLogsW(HBC hbc, LPWSTR *pszBackupLogFiles, LPDWORD pcbSize) {
  const char *call = "DsBackupGetBackupLogsW";
  return dd_told(call, list_files(call, hbc, IN_LOGS, pszBackupLogFiles, pcbSize));
}

static int same_name(const uint16_t *a, const WCHAR *b) {
  while (*a && *a == (uint16_t)*b) a++, b++;
  return *a == (uint16_t)*b;
}

static struct dd_file *find_file(LPCWSTR name) {
  for (int list = IN_DATABASES; list <= IN_LOGS; list++) {
    for (size_t i = 0; i < context.counts[list]; i++) {
      if (same_name(context.files[list][i].name, name)) return &context.files[list][i];
    }
  }
  return NULL;
}

static int is_buffer_size(DWORD size) { return size >= SMALLEST_BUFFER && size % PAGE == 0; }

static HRESULT open_file(HBC hbc, LPCWSTR name, DWORD hint, LARGE_INTEGER *size) {
  HRESULT status;
  if (!is_context(hbc)) return dd_win32(ERROR_INVALID_PARAMETER);
  check_thread("DsBackupOpenFileW");
  if (dd_injected("DsBackupOpenFileW", &status)) return injected_failure(status);
  if (!name || !size || !is_buffer_size(hint)) return dd_win32(ERROR_INVALID_PARAMETER);
  if (context.open) return hrAlreadyOpen;
  struct dd_file *file = find_file(name);
  if (!file) return dd_win32(ERROR_INVALID_PARAMETER);
  if (file->list == IN_DATABASES && context.logs_listed) return hrInvalidBackupSequence;
  context.stream = dd_tree_open(file->path);
  if (!context.stream) return hrFileNotFound;
  context.open = file;
  context.size = dd_tree_size(context.stream);
  context.offset = 0;
  if (!(dd_option(OPTION_UNWRITTEN) & UNWRITTEN_SIZE)) {
    size->QuadPart = context.size + dd_option(OPTION_SIZE_DELTA);
  }
  return hrNone;
}

HRESULT DsBackupOpenFileW(HBC hbc, LPCWSTR szAttachmentName, DWORD cbReadHintSize, LARGE_INTEGER *pliFileSize) {
  return dd_told("DsBackupOpenFileW", open_file(hbc, szAttachmentName, cbReadHintSize, pliFileSize));
}

static DWORD wanted(DWORD room) {
  int64_t most = dd_option(OPTION_SHORT_READS);
  if (most <= 0) return room;
  DWORD part = 1 + next_noise(1) % (uint32_t)most;
  return part < room ? part : room;
}

/* Changes one byte in about every sixteenth page that this read completes. */
static void fuzz(unsigned char *bytes, DWORD count) {
  uint32_t seed = (uint32_t)dd_option(OPTION_PAGE_FUZZ);
  if (seed == 0 || context.open->tag != TAG(BFT_NTDS_DATABASE)) return;
  for (DWORD page = 0; page + PAGE <= count; page += PAGE) {
    if (next_noise(seed) % 16 == 0) bytes[page + next_noise(seed) % PAGE] ^= 0x01;
  }
}

static HRESULT end_of_file(DWORD *read) {
  context.open->read_to_end = 1;
  *read = 0;
  switch (dd_option(OPTION_EOF_FORM)) {
    case EOF_ZERO_BYTES:
      return hrNone;
    case EOF_WRAPPED:
      return (HRESULT)(0x80070000u | ERROR_HANDLE_EOF);
    default:
      return dd_win32(ERROR_HANDLE_EOF);
  }
}

static HRESULT read_file(HBC hbc, PVOID buffer, DWORD size, DWORD *read) {
  HRESULT status;
  if (!is_context(hbc)) return dd_win32(ERROR_INVALID_PARAMETER);
  check_thread("DsBackupRead");
  if (dd_injected("DsBackupRead", &status)) return injected_failure(status);
  if (!buffer || !read || !is_buffer_size(size)) return dd_win32(ERROR_INVALID_PARAMETER);
  if (!context.open) return hrInvalidHandle;
  int64_t left = context.size - context.offset;
  if (left <= 0) return end_of_file(read);
  DWORD count = wanted(left < (int64_t)size ? (DWORD)left : size);
  if (fread(buffer, 1, count, context.stream) != count) return hrDiskIO;
  fuzz(buffer, count);
  context.offset += count;
  if (dd_option(OPTION_OVERLONG_READ)) count = size + 1;
  if (!(dd_option(OPTION_UNWRITTEN) & UNWRITTEN_COUNT)) *read = count;
  if (dd_option(OPTION_EOF_FORM) == EOF_WITH_LAST_BYTES && context.offset == context.size) {
    context.open->read_to_end = 1;
    return dd_win32(ERROR_HANDLE_EOF);
  }
  return hrNone;
}

HRESULT DsBackupRead(HBC hbc, PVOID pvBuffer, DWORD cbBuffer, PDWORD pcbRead) {
  return dd_told("DsBackupRead", read_file(hbc, pvBuffer, cbBuffer, pcbRead));
}

static HRESULT close_open_file(HBC hbc) {
  HRESULT status;
  if (!is_context(hbc)) return dd_win32(ERROR_INVALID_PARAMETER);
  check_thread("DsBackupClose");
  if (dd_injected("DsBackupClose", &status)) return injected_failure(status);
  if (!context.open) return hrInvalidHandle;
  close_file();
  return hrNone;
}

HRESULT DsBackupClose(HBC hbc) { return dd_told("DsBackupClose", close_open_file(hbc)); }

static int all_read(void) {
  for (int list = IN_DATABASES; list <= IN_LOGS; list++) {
    for (size_t i = 0; i < context.counts[list]; i++) {
      if (!context.files[list][i].read_to_end) return 0;
    }
  }
  return 1;
}

/* It leaves the logs where they are: the tree is the test's. */
static HRESULT truncate_logs(HBC hbc) {
  HRESULT status;
  if (!is_context(hbc)) return dd_win32(ERROR_INVALID_PARAMETER);
  check_thread("DsBackupTruncateLogs");
  if (dd_injected("DsBackupTruncateLogs", &status)) return injected_failure(status);
  if (context.open || !context.logs_listed || !all_read()) return hrInvalidBackupSequence;
  return hrNone;
}

HRESULT DsBackupTruncateLogs(HBC hbc) { return dd_told("DsBackupTruncateLogs", truncate_logs(hbc)); }

HRESULT DsBackupEnd(HBC hbc) {
  HRESULT status = dd_win32(ERROR_INVALID_PARAMETER);
  if (is_context(hbc)) {
    check_thread("DsBackupEnd");
    if (!dd_injected("DsBackupEnd", &status)) status = hrNone;
    end_context();
  }
  return dd_told("DsBackupEnd", status);
}

VOID DsBackupFree(PVOID pvBuffer) {
  dd_block_free(pvBuffer);
  dd_told("DsBackupFree", hrNone);
}
