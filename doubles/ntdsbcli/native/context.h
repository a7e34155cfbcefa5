/* The one context that there is at a time: the engine below knows one backup, or one restore. */
#ifndef DSBACKUP_DOUBLE_CONTEXT_H
#define DSBACKUP_DOUBLE_CONTEXT_H

#include "double.h"

enum context_kind { BACKUP_CONTEXT = 1, RESTORE_CONTEXT = 2 };

struct dd_context {
  uintptr_t handle;      /* 0: there is none; else a number that is never used again */
  enum context_kind kind;
  uint64_t thread;
  char server[256];
  /* of a backup */
  struct dd_file *files[2];
  size_t counts[2];
  int logs_listed;
  struct dd_file *open;
  FILE *stream;
  int64_t size;
  int64_t offset;
  /* of a restore */
  int restricted;        /* prepared without a token: it can only name locations */
};

extern struct dd_context dd_context;

/* Begins the context, or says what is in its way. `*hbc` is left alone where the option says so. */
HRESULT dd_context_begin(enum context_kind kind, const char *server, HBC *hbc);
/* What every call on a context starts with: whether `*status` is its answer already. `kinds` is a mask. */
int dd_context_answers(const char *call, HBC hbc, int kinds, HRESULT *status);
/* Ends it for a call that is the last whatever it answers, by injection too. */
HRESULT dd_context_finish(const char *call, HBC hbc, enum context_kind kind);
void dd_context_close_file(void);

#endif
