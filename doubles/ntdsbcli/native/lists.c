/* The lists of names that the DLL hands out. */
#include <stdlib.h>
#include <string.h>

#include "context.h"

struct list {
  uint16_t *characters;
  size_t count;
};

static void add_character(struct list *list, uint16_t character) {
  list->characters = realloc(list->characters, (list->count + 1) * sizeof *list->characters);
  list->characters[list->count++] = character;
}

static void add_name(struct list *list, uint16_t tag, const uint16_t *name) {
  add_character(list, tag);
  while (*name) add_character(list, *name++);
  add_character(list, 0);
}

/* Puts the list into a block of exactly its size, in the form that the option says. */
static void give(struct list *list, LPWSTR *out, LPDWORD size) {
  int64_t form = dd_option(OPTION_LIST_FORM);
  if (form == LIST_EMPTY) list->count = 0;
  if (form == LIST_BARE_TAG) add_name(list, TAG(BFT_LOG), (const uint16_t[]){0});
  add_character(list, 0);
  size_t bytes = list->count * sizeof *list->characters;
  if (form == LIST_WITHOUT_LAST_NUL) bytes -= 2;
  if (form == LIST_CUT_IN_NAME && bytes > 2) bytes -= 2 + 2 + 4;
  if (form == LIST_ODD_SIZE) bytes -= 1;
  int64_t unwritten = dd_option(OPTION_UNWRITTEN);
  if (!(unwritten & UNWRITTEN_LIST)) {
    *out = dd_block(list->characters, bytes);
    if (!(unwritten & UNWRITTEN_LIST_SIZE)) *size = (DWORD)bytes;
  }
  free(list->characters);
}

static HRESULT list_files(const char *call, HBC hbc, enum file_list which, LPWSTR *out, LPDWORD size) {
  HRESULT status;
  struct list list = {0};
  if (dd_context_answers(call, hbc, BACKUP_CONTEXT, &status)) return status;
  if (!out || *out || !size) return dd_win32(ERROR_INVALID_PARAMETER);
  if (which == IN_DATABASES ? dd_context.logs_listed : dd_context.open != NULL) return hrInvalidBackupSequence;
  struct dd_file **files = &dd_context.files[which];
  if (!*files) dd_context.counts[which] = dd_tree_list(dd_context.server, which, files);
  if (which == IN_DATABASES && dd_context.counts[which] == 0) return hrDatabaseNotFound;
  if (which == IN_LOGS) dd_context.logs_listed = 1;
  for (size_t i = 0; i < dd_context.counts[which]; i++) add_name(&list, (*files)[i].tag, (*files)[i].name);
  give(&list, out, size);
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

/* One of them as a path of this computer, or through its administrators' share. */
static void add_location(struct list *list, uint16_t tag, const char *file) {
  char path[1024];
  uint16_t name[1024];
  if (dd_option(OPTION_LOCAL_LOCATIONS)) {
    snprintf(path, sizeof path, "C:\\" NTDS_LOCATION "%s", file);
  } else {
    snprintf(path, sizeof path, "\\\\%s\\C$\\" NTDS_LOCATION "%s", dd_context.server, file);
  }
  dd_to_utf16(path, name, 1024);
  add_name(list, tag, name);
}

static HRESULT list_locations(HBC hbc, LPWSTR *out, LPDWORD size) {
  HRESULT status;
  struct list list = {0};
  int kinds = RESTORE_CONTEXT | (dd_option(OPTION_NO_BACKUP_LOCATIONS) ? 0 : BACKUP_CONTEXT);
  if (dd_context_answers("DsRestoreGetDatabaseLocationsW", hbc, kinds, &status)) return status;
  if (!out || *out || !size) return dd_win32(ERROR_INVALID_PARAMETER);
  add_location(&list, TAG(BFT_NTDS_DATABASE), "\\ntds.dit");
  add_location(&list, TAG(BFT_LOG_DIR), "");
  add_location(&list, TAG(BFT_CHECKPOINT_DIR), "");
  give(&list, out, size);
  return hrNone;
}

HRESULT DsRestoreGetDatabaseLocationsW(HBC hbc, LPWSTR *pszDatabaseLocationList, LPDWORD pcbSize) {
  return dd_told("DsRestoreGetDatabaseLocationsW", list_locations(hbc, pszDatabaseLocationList, pcbSize));
}
