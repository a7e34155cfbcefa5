/* A restore as a whole. There is no call that writes a file: whoever restores copies by itself. */
#include "context.h"

static int is_restore_type(ULONG type) { return type == 0 || type == RESTORE_TYPE_CATCHUP; }

static HRESULT prepare(LPCWSTR server, ULONG type, PVOID token, DWORD size, HBC *hbc) {
  HRESULT status;
  char name[256];
  if (dd_injected("DsRestorePrepareW", &status)) return status;
  if (!hbc || !is_restore_type(type) || (!token && size)) return dd_win32(ERROR_INVALID_PARAMETER);
  status = dd_check_server(server, dd_win32(ERROR_INVALID_PARAMETER), name, sizeof name);
  if (status != hrNone) return status;
  /* No page says what a directory that is online answers; the code's name does. */
  if (!dd_option(OPTION_OFFLINE)) return hrAfterInitialization;
  if (token) status = dd_token_check(token, size);
  if (status != hrNone) return status;
  if (dd_registration_locked()) return hrRestoreInProgress;
  status = dd_context_begin(RESTORE_CONTEXT, name, hbc);
  if (status == hrNone) dd_context.restricted = token == NULL;
  return status;
}

HRESULT DsRestorePrepareW(LPCWSTR szServerName, ULONG rtFlag, PVOID pvExpiryToken, DWORD cbExpiryTokenSize,
                          HBC *phbc) {
  return dd_told("DsRestorePrepareW", prepare(szServerName, rtFlag, pvExpiryToken, cbExpiryTokenSize, phbc));
}

/* What was registered and not completed stays locked. */
HRESULT DsRestoreEnd(HBC hbc) {
  return dd_told("DsRestoreEnd", dd_context_finish("DsRestoreEnd", hbc, RESTORE_CONTEXT));
}
