/* What DsRestoreRegister leaves for the next start of the directory, and the lock that goes with it. */
#include <stdlib.h>
#include <string.h>

#include "context.h"

#define HIGHEST_GENERATION 0xFFFFF

static struct {
  int exists;
  int locked;
  int repeatable;        /* DsRestoreRegisterComplete was answered with a failure, so that it may be called again */
  HRESULT outcome;       /* as DsRestoreRegisterComplete was told it */
  char *checkpoint_path;
  char *log_path;
  char *backup_log_path;
  char **names;          /* old and new name of each database, in turn */
  LONG databases;
  ULONG low;
  ULONG high;
} registration;

int dd_registration_locked(void) { return registration.locked; }

void dd_registration_reset(void) {
  free(registration.checkpoint_path);
  free(registration.log_path);
  free(registration.backup_log_path);
  for (LONG i = 0; i < 2 * registration.databases; i++) free(registration.names[i]);
  free(registration.names);
  memset(&registration, 0, sizeof registration);
}

static int is_text(const WCHAR *text) { return text && text[0]; }

static int is_map(const EDB_RSTMAPW *map, LONG count) {
  if (!map || count <= 0) return 0;
  for (LONG i = 0; i < count; i++) {
    if (!is_text(map[i].wszDatabaseName) || !is_text(map[i].wszNewDatabaseName)) return 0;
  }
  return 1;
}

static char *copied(const WCHAR *text) { return dd_to_utf8((const uint16_t *)text); }

static void keep_map(const EDB_RSTMAPW *map, LONG count) {
  registration.names = calloc(2 * (size_t)count, sizeof *registration.names);
  registration.databases = count;
  for (LONG i = 0; i < count; i++) {
    registration.names[2 * i] = copied(map[i].wszDatabaseName);
    registration.names[2 * i + 1] = copied(map[i].wszNewDatabaseName);
  }
}

/* The engine replays every generation of the range, and fails where one is missing. */
static HRESULT check_logs(const char *folder, ULONG low, ULONG high) {
  for (ULONG generation = low; generation <= high; generation++) {
    if (!dd_tree_has_log(folder, generation)) return hrMissingRestoreLogFiles;
  }
  return hrNone;
}

static HRESULT register_restore(HBC hbc, LPCWSTR checkpoint, LPCWSTR logs, EDB_RSTMAPW *map, LONG count,
                                LPCWSTR backup_logs, ULONG low, ULONG high) {
  HRESULT status;
  if (dd_context_answers("DsRestoreRegisterW", hbc, RESTORE_CONTEXT, &status)) return status;
  if (!is_text(checkpoint) || !is_text(logs) || !is_text(backup_logs) || !is_map(map, count))
    return dd_win32(ERROR_INVALID_PARAMETER);
  if (low > high || high > HIGHEST_GENERATION) return dd_win32(ERROR_INVALID_PARAMETER);
  if (dd_context.restricted) return hrMissingExpiryToken;
  if (registration.locked) return hrRestoreMapExists;
  dd_registration_reset();
  registration.exists = 1;
  registration.locked = 1;
  registration.checkpoint_path = copied(checkpoint);
  registration.log_path = copied(logs);
  registration.backup_log_path = copied(backup_logs);
  registration.low = low;
  registration.high = high;
  keep_map(map, count);
  /* Logs that are restored in place are copied only now, and so may others be; see next_start. */
  if (strcmp(registration.log_path, registration.backup_log_path) == 0) return hrNone;
  if (!dd_tree_has_log(registration.backup_log_path, DD_ANY_GENERATION)) return hrNone;
  status = check_logs(registration.backup_log_path, low, high);
  if (status != hrNone) dd_registration_reset();
  return status;
}

HRESULT DsRestoreRegisterW(HBC hbc, LPCWSTR szCheckPointFilePath, LPCWSTR szLogPath, EDB_RSTMAPW rgrstmap[],
                           LONG crstmap, LPCWSTR szBackupLogPath, ULONG genLow, ULONG genHigh) {
  return dd_told("DsRestoreRegisterW", register_restore(hbc, szCheckPointFilePath, szLogPath, rgrstmap, crstmap,
                                                        szBackupLogPath, genLow, genHigh));
}

/* What the engine would say at the next start of the directory. */
static HRESULT next_start(void) {
  if (registration.locked || registration.outcome != hrNone) return hrNoFullRestore;
  for (LONG i = 0; i < registration.databases; i++) {
    if (!dd_tree_has_file(registration.names[2 * i + 1])) return hrDatabaseNotFound;
  }
  return check_logs(registration.backup_log_path, registration.low, registration.high);
}

static HRESULT register_complete(HBC hbc, HRESULT state) {
  HRESULT status;
  if (dd_context_answers("DsRestoreRegisterComplete", hbc, RESTORE_CONTEXT, &status)) return status;
  if (dd_context.restricted) return hrMissingExpiryToken;
  if (!registration.locked && !registration.repeatable) return dd_win32(ERROR_INVALID_PARAMETER);
  registration.locked = 0;
  registration.outcome = state;
  return hrNone;
}

HRESULT DsRestoreRegisterComplete(HBC hbc, HRESULT hrRestoreState) {
  HRESULT status = dd_told("DsRestoreRegisterComplete", register_complete(hbc, hrRestoreState));
  registration.repeatable = registration.exists && status != hrNone;
  return status;
}

/*
 * What is registered, a line per value; nothing when nothing is. "State" is "locked", or the status that completed
 * it; "Start" is what would become of a start of the directory now. Gives the text's size with its NUL, and fills `buffer` when that fits.
 */
uint32_t DsDouble_Registration(char *buffer, uint32_t size) {
  struct dd_text text = {0};
  if (registration.exists) {
    dd_text_add(&text, "CheckpointFilePath=%s\n", registration.checkpoint_path);
    dd_text_add(&text, "LogPath=%s\n", registration.log_path);
    dd_text_add(&text, "BackupLogPath=%s\n", registration.backup_log_path);
    for (LONG i = 0; i < registration.databases; i++) {
      dd_text_add(&text, "Database=%s>%s\n", registration.names[2 * i], registration.names[2 * i + 1]);
    }
    dd_text_add(&text, "Generations=%u-%u\n", (unsigned)registration.low, (unsigned)registration.high);
    if (registration.locked) dd_text_add(&text, "State=locked\n");
    else dd_text_add(&text, "State=0x%08X\n", (unsigned)registration.outcome);
    dd_text_add(&text, "Start=0x%08X\n", (unsigned)next_start());
  }
  uint32_t needed = dd_text_copy(&text, buffer, size);
  dd_text_clear(&text);
  return needed;
}
