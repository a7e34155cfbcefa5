/*
 * A strict double of ntdsbcli.dll. It is compiled against mingw-w64's own ntdsbcli.h, so that
 * signatures, constants and codes are that header's and not ours.
 *
 * Where the documentation leaves a behaviour open, an option chooses between the forms that are possible.
 */
#ifndef DSBACKUP_DOUBLE_H
#define DSBACKUP_DOUBLE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* We are the DLL: its functions are not imported. */
#define _NTDSBCLI_DEFINED
#ifdef _WIN32
#include <windows.h>
#else
#include "windows-types.h"
#endif
#include <ntdsbcli.h>

/* The W names are tagged with characters of the W list; the header's own BFT is a signed CHAR without UNICODE. */
#define TAG(bft) ((uint16_t)(unsigned char)(bft))

/* Options, by the names that DsDouble_SetOption takes. */
enum option {
  OPTION_OFFLINE,           /* the directory is offline */
  OPTION_SHORT_READS,       /* a read gives at most this many bytes, and varies */
  OPTION_EOF_FORM,          /* one of enum eof_form */
  OPTION_LIST_FORM,         /* one of enum list_form */
  OPTION_SIZE_DELTA,        /* added to the size that OpenFile announces */
  OPTION_WRAP_WIN32,        /* Win32 codes come as HRESULT_FROM_WIN32 */
  OPTION_PAGE_FUZZ,         /* a seed: now and then a page of a database comes with one byte changed */
  OPTION_FAILURE_CANCELS,   /* an injected failure cancels the backup, and its open file with it */
  OPTION_UNWRITTEN,         /* a mask of enum unwritten: out-parameters that are left alone */
  OPTION_OVERLONG_READ,     /* a read claims one byte more than the buffer has */
  OPTION_LATE_FAILURE,      /* an injected failure comes after the call has done its work */
  OPTION_LOCAL_LOCATIONS,   /* locations are paths of drive C, not of its administrators' share */
  OPTION_NO_BACKUP_LOCATIONS, /* locations are for a restore's context only */
  OPTION_TOKEN_EXPIRED,     /* the token is older than the tombstone lifetime */
  OPTION_COUNT
};

enum eof_form { EOF_RAW = 0, EOF_WRAPPED = 1, EOF_ZERO_BYTES = 2, EOF_WITH_LAST_BYTES = 3 };
enum list_form {
  LIST_WHOLE = 0,
  LIST_WITHOUT_LAST_NUL = 1,
  LIST_CUT_IN_NAME = 2,
  LIST_ODD_SIZE = 3,
  LIST_BARE_TAG = 4,
  LIST_EMPTY = 5
};
enum unwritten {
  UNWRITTEN_ONLINE = 1,
  UNWRITTEN_TOKEN = 2,
  UNWRITTEN_CONTEXT = 4,
  UNWRITTEN_LIST = 8,
  UNWRITTEN_SIZE = 16,
  UNWRITTEN_COUNT = 32,
  UNWRITTEN_LIST_SIZE = 64
};

/* control.c */
int64_t dd_option(enum option option);
const char *dd_root(void);
const char *dd_server(void);
/* Whether this call is to fail by injection before it does anything, and with what. */
int dd_injected(const char *call, HRESULT *status);
/* Writes a line into the journal and gives the status back, or the failure that was injected to come late. */
HRESULT dd_told(const char *call, HRESULT status);
/* A Win32 code in the form that the option says. */
HRESULT dd_win32(uint32_t code);
/* A misuse that would corrupt memory in the real DLL: says so and ends the process. */
void dd_die(const char *call, const char *why);

/* blocks.c */
void *dd_block(const void *bytes, size_t size);
void dd_block_free(void *block);
int dd_blocks_live(void);
void dd_blocks_reset(void);

/* text.c */
size_t dd_to_utf16(const char *utf8, uint16_t *out, size_t capacity);
char *dd_to_utf8(const uint16_t *utf16);
struct dd_text {
  char *bytes;
  size_t size;           /* without the NUL */
};
__attribute__((format(printf, 2, 3))) void dd_text_add(struct dd_text *text, const char *format, ...);
/* Gives the size with the NUL, and fills `buffer` when that fits. */
uint32_t dd_text_copy(const struct dd_text *text, char *buffer, uint32_t size);
void dd_text_clear(struct dd_text *text);

/* tree.c */
/* Where the directory lies on drive C. */
#define NTDS_LOCATION "Windows\\NTDS"
enum file_list { IN_DATABASES, IN_LOGS };
struct dd_file {
  char path[4096];       /* where it lies, UTF-8 */
  uint16_t name[1024];   /* as listed, without its tag */
  uint16_t tag;
  enum file_list list;
  int read_to_end;
};
/* Lists the files of one list, in order; gives their number. The caller frees *files. */
size_t dd_tree_list(const char *server, enum file_list list, struct dd_file **files);
FILE *dd_tree_open(const char *path);
int64_t dd_tree_size(FILE *file);
/* Both take Windows' paths in UTF-8: of drive C or its share, which are below the root, or others as they are. */
int dd_tree_has_file(const char *path);
/* Whether a log of this generation, by its own header, lies in the folder. No log has the generation 0. */
#define DD_ANY_GENERATION 0xFFFFFFFFu
int dd_tree_has_log(const char *folder, uint32_t generation);

/* context.c */
int dd_contexts_live(void);
int dd_files_live(void);
void dd_context_reset(void);

/* files.c */
void dd_files_reset(void);

/* registration.c */
int dd_registration_locked(void);
void dd_registration_reset(void);

/* server.c */
/* hrNone when the name is one that this computer answers to. It comes out without leading backslashes. */
HRESULT dd_check_server(LPCWSTR name, HRESULT malformed, char *out, size_t size);
void dd_server_reset(void);

/* token.c */
#define DD_TOKEN_SIZE 24
/* A block with the token in it. */
void *dd_token_block(void);
/* hrNone, or what is wrong with the token of a restore. */
HRESULT dd_token_check(const void *bytes, size_t size);

#endif
