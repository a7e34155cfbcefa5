#include <stdlib.h>
#include <string.h>

#include "context.h"

#ifdef _WIN32
#define current_thread() ((uint64_t)GetCurrentThreadId())
#else
#include <pthread.h>
#define current_thread() ((uint64_t)pthread_self())
#endif

struct dd_context dd_context;

static uintptr_t last_handle = 0x5d50000;

int dd_contexts_live(void) { return dd_context.handle != 0; }
int dd_files_live(void) { return dd_context.stream != NULL; }

void dd_context_close_file(void) {
  if (dd_context.stream) fclose(dd_context.stream);
  dd_context.stream = NULL;
  dd_context.open = NULL;
}

void dd_context_reset(void) {
  dd_context_close_file();
  free(dd_context.files[IN_DATABASES]);
  free(dd_context.files[IN_LOGS]);
  memset(&dd_context, 0, sizeof dd_context);
}

HRESULT dd_context_begin(enum context_kind kind, const char *server, HBC *hbc) {
  if (dd_context.handle) return dd_context.kind == BACKUP_CONTEXT ? hrBackupInProgress : hrRestoreInProgress;
  if (dd_option(OPTION_UNWRITTEN) & UNWRITTEN_CONTEXT) return hrNone;
  dd_context.handle = last_handle += 16;
  dd_context.kind = kind;
  dd_context.thread = current_thread();
  strcpy(dd_context.server, server);
  *hbc = (HBC)dd_context.handle;
  return hrNone;
}

static int is_context(HBC hbc, int kinds) {
  return dd_context.handle != 0 && (uintptr_t)hbc == dd_context.handle && (dd_context.kind & kinds);
}

static void check_thread(const char *call) {
  if (dd_context.thread != current_thread()) dd_die(call, "called from another thread than the one that prepared");
}

int dd_context_answers(const char *call, HBC hbc, int kinds, HRESULT *status) {
  if (!is_context(hbc, kinds)) {
    *status = dd_win32(ERROR_INVALID_PARAMETER);
    return 1;
  }
  check_thread(call);
  if (!dd_injected(call, status)) return 0;
  if (dd_option(OPTION_FAILURE_CANCELS)) dd_context_close_file();
  return 1;
}

HRESULT dd_context_finish(const char *call, HBC hbc, enum context_kind kind) {
  HRESULT status = hrNone;
  if (!is_context(hbc, kind)) return dd_win32(ERROR_INVALID_PARAMETER);
  check_thread(call);
  dd_injected(call, &status);
  dd_context_reset();
  return status;
}
