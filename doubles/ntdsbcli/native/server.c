/* The functions that take a server's name and no context. */
#include <stdlib.h>
#include <string.h>

#include "double.h"

static uint32_t current_backup_log;
static int current_backup_log_set;

void dd_server_reset(void) { current_backup_log_set = 0; }

/* The number that DsSetCurrentBackupLogW was last given, or -1. */
int64_t DsDouble_CurrentBackupLog(void) { return current_backup_log_set ? (int64_t)current_backup_log : -1; }

HRESULT dd_check_server(LPCWSTR name, HRESULT malformed, char *out, size_t size) {
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
  status = dd_check_server(server, hrCouldNotConnect, name, sizeof name);
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

static HRESULT set_current_log(LPCWSTR server, DWORD log) {
  HRESULT status;
  char name[256];
  if (dd_injected("DsSetCurrentBackupLogW", &status)) return status;
  status = dd_check_server(server, dd_win32(ERROR_INVALID_PARAMETER), name, sizeof name);
  if (status != hrNone) return status;
  current_backup_log = log;
  current_backup_log_set = 1;
  return hrNone;
}

HRESULT DsSetCurrentBackupLogW(LPCWSTR szServerName, DWORD dwCurrentLog) {
  return dd_told("DsSetCurrentBackupLogW", set_current_log(szServerName, dwCurrentLog));
}

/* No header declares it and its signature is not known, so that whoever calls it calls it wrongly. */
void DsRestoreCheckExpiryToken(void) { dd_die("DsRestoreCheckExpiryToken", "nobody knows how to call it"); }
