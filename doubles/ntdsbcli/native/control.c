/* How a test steers the double and sees what was called. */
#include <stdlib.h>
#include <string.h>

#include "double.h"

#define MOST_FAILURES 64

static const char *const option_names[OPTION_COUNT] = {
    [OPTION_OFFLINE] = "offline",
    [OPTION_SHORT_READS] = "short-reads",
    [OPTION_EOF_FORM] = "eof-form",
    [OPTION_LIST_FORM] = "list-form",
    [OPTION_SIZE_DELTA] = "size-delta",
    [OPTION_WRAP_WIN32] = "wrap-win32",
    [OPTION_PAGE_FUZZ] = "page-fuzz",
    [OPTION_FAILURE_CANCELS] = "failure-cancels",
    [OPTION_UNWRITTEN] = "unwritten",
    [OPTION_OVERLONG_READ] = "overlong-read",
    [OPTION_LATE_FAILURE] = "late-failure",
    [OPTION_LOCAL_LOCATIONS] = "local-locations",
    [OPTION_NO_BACKUP_LOCATIONS] = "no-backup-locations",
    [OPTION_TOKEN_EXPIRED] = "token-expired",
};

struct failure {
  char call[64];
  int countdown;
  uint32_t status;
};

int32_t DsDouble_SetOption(const char *name, int64_t value);

static int64_t options[OPTION_COUNT];
static struct failure failures[MOST_FAILURES];
static char *root;
static char *server;
static struct dd_text journal;

static char *copy_text(const char *text) {
  return text ? strcpy(malloc(strlen(text) + 1), text) : NULL;
}

/* The variables serve tests of whole programs, which can't call a control function. */
static char *from_environment(const char *name) {
#ifdef _WIN32
  uint16_t wide[128];
  dd_to_utf16(name, wide, 128);
  const wchar_t *value = _wgetenv((wchar_t *)wide);
  return value ? dd_to_utf8((const uint16_t *)value) : NULL;
#else
  return copy_text(getenv(name));
#endif
}

/* "offline=1 wrap-win32=1" for a whole program; what DsDouble_SetOption says comes later and counts. */
static void take_environment_options(void) {
  static int taken;
  if (taken++) return;
  char *text = from_environment("DSBACKUP_DOUBLE_OPTIONS");
  for (char *word = text ? strtok(text, " ") : NULL; word; word = strtok(NULL, " ")) {
    char *equals = strchr(word, '=');
    if (!equals) dd_die("DSBACKUP_DOUBLE_OPTIONS", "an option has no value");
    *equals = 0;
    if (!DsDouble_SetOption(word, strtoll(equals + 1, NULL, 10))) dd_die(word, "there is no such option");
  }
  free(text);
}

int64_t dd_option(enum option option) {
  take_environment_options();
  return options[option];
}

/* "C:\\" and "C:" are the same folder to what is joined to them. */
static char *without_last_separator(char *path) {
  size_t length = path ? strlen(path) : 0;
  if (length > 0 && strchr("/\\", path[length - 1])) path[length - 1] = 0;
  return path;
}

const char *dd_root(void) {
  if (!root) root = without_last_separator(from_environment("DSBACKUP_DOUBLE_ROOT"));
  return root;
}

const char *dd_server(void) {
  if (!server) server = from_environment("DSBACKUP_DOUBLE_SERVER");
  return server;
}

static FILE *open_journal(void) {
  char *path = from_environment("DSBACKUP_DOUBLE_JOURNAL");
  if (!path) return NULL;
#ifdef _WIN32
  uint16_t wide[4096];
  dd_to_utf16(path, wide, 4096);
  FILE *file = _wfopen((wchar_t *)wide, L"ab");
#else
  FILE *file = fopen(path, "ab");
#endif
  free(path);
  return file;
}

static void note(const char *line) {
  dd_text_add(&journal, "%s", line);
  FILE *file = open_journal();
  if (!file) return;
  fputs(line, file);
  fclose(file);
}

static int is_hit(const char *call, HRESULT *status) {
  int hit = 0;
  for (int i = 0; i < MOST_FAILURES; i++) {
    struct failure *failure = &failures[i];
    if (failure->countdown == 0 || strcmp(failure->call, call) != 0) continue;
    if (--failure->countdown == 0 && !hit) {
      *status = (HRESULT)failure->status;
      hit = 1;
    }
  }
  return hit;
}

int dd_injected(const char *call, HRESULT *status) {
  return !dd_option(OPTION_LATE_FAILURE) && is_hit(call, status);
}

HRESULT dd_win32(uint32_t code) {
  return dd_option(OPTION_WRAP_WIN32) ? (HRESULT)(0x80070000u | code) : (HRESULT)code;
}

HRESULT dd_told(const char *call, HRESULT status) {
  char line[128];
  if (dd_option(OPTION_LATE_FAILURE)) is_hit(call, &status);
  snprintf(line, sizeof line, "%s 0x%08X\n", call, (unsigned)status);
  note(line);
  return status;
}

void dd_die(const char *call, const char *why) {
  char line[256];
  snprintf(line, sizeof line, "%s MISUSED: %s\n", call, why);
  note(line);
  fprintf(stderr, "*** ntdsbcli double: %s", line);
  fflush(stderr);
  abort();
}

/* The folder that stands for drive C, as UTF-8. */
void DsDouble_SetRoot(const char *utf8) {
  free(root);
  root = without_last_separator(copy_text(utf8));
}

/* The only server name that is this computer; without one, every name is. */
void DsDouble_SetServer(const char *utf8) {
  free(server);
  server = copy_text(utf8);
}

/* Gives 0 when there is no such option. */
int32_t DsDouble_SetOption(const char *name, int64_t value) {
  take_environment_options();
  for (int i = 0; i < OPTION_COUNT; i++) {
    if (strcmp(option_names[i], name) == 0) {
      options[i] = value;
      return 1;
    }
  }
  return 0;
}

/*
 * The call of this name fails with `status` the `occurrence`th time from now on (1 is the next), and does nothing
 * else; only DsBackupEnd still ends. Gives 0 when there are too many failures to come.
 */
int32_t DsDouble_FailNext(const char *call, int32_t occurrence, uint32_t status) {
  for (int i = 0; i < MOST_FAILURES; i++) {
    if (failures[i].countdown != 0) continue;
    snprintf(failures[i].call, sizeof failures[i].call, "%s", call);
    failures[i].countdown = occurrence;
    failures[i].status = status;
    return 1;
  }
  return 0;
}

/* Gives the journal's size with its NUL, and fills `buffer` when that fits. */
uint32_t DsDouble_Journal(char *buffer, uint32_t size) {
  return dd_text_copy(&journal, buffer, size);
}

/* What is still out: contexts, blocks, open files. A restore that was registered and not completed is none of them. */
uint32_t DsDouble_Live(void) {
  return (uint32_t)(dd_contexts_live() + dd_blocks_live() + dd_files_live());
}

/* Forgets everything, and takes back whatever is still out. */
void DsDouble_Reset(void) {
  dd_context_reset();
  dd_registration_reset();
  dd_server_reset();
  dd_files_reset();
  dd_blocks_reset();
  memset(options, 0, sizeof options);
  memset(failures, 0, sizeof failures);
  dd_text_clear(&journal);
  DsDouble_SetRoot(NULL);
  DsDouble_SetServer(NULL);
}
