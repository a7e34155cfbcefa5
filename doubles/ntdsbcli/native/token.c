/* The expiry token. Its layout is not documented; what it says is: when, and for how many days. */
#include <string.h>

#include "double.h"

static const unsigned char token[DD_TOKEN_SIZE] = "DSBACKUP-DOUBLE-TOKEN\x3c";

void *dd_token_block(void) { return dd_block(token, sizeof token); }

/* Which of the three codes of ntdsbmsg.h says what is not documented; their names do. */
HRESULT dd_token_check(const void *bytes, size_t size) {
  if (size != sizeof token || memcmp(bytes, token, sizeof token) != 0) return hrUnknownExpiryTokenFormat;
  return dd_option(OPTION_TOKEN_EXPIRED) ? hrContentsExpired : hrNone;
}
