/* A backup as a whole. */
#include "context.h"

static HRESULT prepare(LPCWSTR server, ULONG grbit, ULONG type, PVOID *token, LPDWORD size, HBC *hbc) {
  HRESULT status;
  char name[256];
  if (dd_injected("DsBackupPrepareW", &status)) return status;
  if (!token || !size) return hrInvalidParam;
  if (!hbc || grbit != 0 || type != BACKUP_TYPE_FULL) return dd_win32(ERROR_INVALID_PARAMETER);
  status = dd_check_server(server, dd_win32(ERROR_INVALID_PARAMETER), name, sizeof name);
  if (status == hrNone) status = dd_context_begin(BACKUP_CONTEXT, name, hbc);
  if (status != hrNone || (dd_option(OPTION_UNWRITTEN) & UNWRITTEN_TOKEN)) return status;
  *token = dd_token_block();
  *size = DD_TOKEN_SIZE;
  return hrNone;
}

HRESULT DsBackupPrepareW(LPCWSTR szBackupServer, ULONG grbit, ULONG btFlag, PVOID *ppvExpiryToken,
                         LPDWORD pcbExpiryTokenSize, HBC *phbc) {
  return dd_told("DsBackupPrepareW",
                 prepare(szBackupServer, grbit, btFlag, ppvExpiryToken, pcbExpiryTokenSize, phbc));
}

static int all_read(void) {
  for (int list = IN_DATABASES; list <= IN_LOGS; list++) {
    for (size_t i = 0; i < dd_context.counts[list]; i++) {
      if (!dd_context.files[list][i].read_to_end) return 0;
    }
  }
  return 1;
}

/* It leaves the logs where they are: the tree is the test's. */
static HRESULT truncate_logs(HBC hbc) {
  HRESULT status;
  if (dd_context_answers("DsBackupTruncateLogs", hbc, BACKUP_CONTEXT, &status)) return status;
  if (dd_context.open || !dd_context.logs_listed || !all_read()) return hrInvalidBackupSequence;
  return hrNone;
}

HRESULT DsBackupTruncateLogs(HBC hbc) { return dd_told("DsBackupTruncateLogs", truncate_logs(hbc)); }

HRESULT DsBackupEnd(HBC hbc) {
  return dd_told("DsBackupEnd", dd_context_finish("DsBackupEnd", hbc, BACKUP_CONTEXT));
}
