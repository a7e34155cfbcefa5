/* The open file of a backup. */
#include "context.h"

#define PAGE 8192
#define SMALLEST_BUFFER 24576

static uint32_t noise;

void dd_files_reset(void) { noise = 0; }

static uint32_t next_noise(uint32_t seed) {
  if (noise == 0) noise = seed * 2654435761u | 1;
  noise ^= noise << 13;
  noise ^= noise >> 17;
  noise ^= noise << 5;
  return noise;
}

static int same_name(const uint16_t *a, const WCHAR *b) {
  while (*a && *a == (uint16_t)*b) a++, b++;
  return *a == (uint16_t)*b;
}

static struct dd_file *find_file(LPCWSTR name) {
  for (int list = IN_DATABASES; list <= IN_LOGS; list++) {
    for (size_t i = 0; i < dd_context.counts[list]; i++) {
      if (same_name(dd_context.files[list][i].name, name)) return &dd_context.files[list][i];
    }
  }
  return NULL;
}

static int is_buffer_size(DWORD size) { return size >= SMALLEST_BUFFER && size % PAGE == 0; }

static HRESULT open_file(HBC hbc, LPCWSTR name, DWORD hint, LARGE_INTEGER *size) {
  HRESULT status;
  if (dd_context_answers("DsBackupOpenFileW", hbc, BACKUP_CONTEXT, &status)) return status;
  if (!name || !size || !is_buffer_size(hint)) return dd_win32(ERROR_INVALID_PARAMETER);
  if (dd_context.open) return hrAlreadyOpen;
  struct dd_file *file = find_file(name);
  if (!file) return dd_win32(ERROR_INVALID_PARAMETER);
  if (file->list == IN_DATABASES && dd_context.logs_listed) return hrInvalidBackupSequence;
  dd_context.stream = dd_tree_open(file->path);
  if (!dd_context.stream) return hrFileNotFound;
  dd_context.open = file;
  dd_context.size = dd_tree_size(dd_context.stream);
  dd_context.offset = 0;
  if (!(dd_option(OPTION_UNWRITTEN) & UNWRITTEN_SIZE)) {
    size->QuadPart = dd_context.size + dd_option(OPTION_SIZE_DELTA);
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
  if (seed == 0 || dd_context.open->tag != TAG(BFT_NTDS_DATABASE)) return;
  for (DWORD page = 0; page + PAGE <= count; page += PAGE) {
    if (next_noise(seed) % 16 == 0) bytes[page + next_noise(seed) % PAGE] ^= 0x01;
  }
}

static HRESULT end_of_file(DWORD *read) {
  dd_context.open->read_to_end = 1;
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
  if (dd_context_answers("DsBackupRead", hbc, BACKUP_CONTEXT, &status)) return status;
  if (!buffer || !read || !is_buffer_size(size)) return dd_win32(ERROR_INVALID_PARAMETER);
  if (!dd_context.open) return hrInvalidHandle;
  int64_t left = dd_context.size - dd_context.offset;
  if (left <= 0) return end_of_file(read);
  DWORD count = wanted(left < (int64_t)size ? (DWORD)left : size);
  if (fread(buffer, 1, count, dd_context.stream) != count) return hrDiskIO;
  fuzz(buffer, count);
  dd_context.offset += count;
  if (dd_option(OPTION_OVERLONG_READ)) count = size + 1;
  if (!(dd_option(OPTION_UNWRITTEN) & UNWRITTEN_COUNT)) *read = count;
  if (dd_option(OPTION_EOF_FORM) == EOF_WITH_LAST_BYTES && dd_context.offset == dd_context.size) {
    dd_context.open->read_to_end = 1;
    return dd_win32(ERROR_HANDLE_EOF);
  }
  return hrNone;
}

HRESULT DsBackupRead(HBC hbc, PVOID pvBuffer, DWORD cbBuffer, PDWORD pcbRead) {
  return dd_told("DsBackupRead", read_file(hbc, pvBuffer, cbBuffer, pcbRead));
}

static HRESULT close_open_file(HBC hbc) {
  HRESULT status;
  if (dd_context_answers("DsBackupClose", hbc, BACKUP_CONTEXT, &status)) return status;
  if (!dd_context.open) return hrInvalidHandle;
  dd_context_close_file();
  return hrNone;
}

HRESULT DsBackupClose(HBC hbc) { return dd_told("DsBackupClose", close_open_file(hbc)); }
