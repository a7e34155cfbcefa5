#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "double.h"

static uint32_t next_code_point(const unsigned char **at) {
  const unsigned char *p = *at;
  uint32_t point = *p++;
  int more = point >= 0xf0 ? 3 : point >= 0xe0 ? 2 : point >= 0xc0 ? 1 : 0;
  if (more) point &= 0x3fu >> more;
  while (more-- && (*p & 0xc0) == 0x80) point = point << 6 | (*p++ & 0x3f);
  *at = p;
  return point;
}

/* Gives the number of characters without the NUL, which is always written; cuts what does not fit. */
size_t dd_to_utf16(const char *utf8, uint16_t *out, size_t capacity) {
  const unsigned char *at = (const unsigned char *)utf8;
  size_t n = 0;
  while (*at && n + 2 < capacity) {
    uint32_t point = next_code_point(&at);
    if (point < 0x10000) {
      out[n++] = (uint16_t)point;
    } else {
      point -= 0x10000;
      out[n++] = (uint16_t)(0xd800 | point >> 10);
      out[n++] = (uint16_t)(0xdc00 | (point & 0x3ff));
    }
  }
  out[n] = 0;
  return n;
}

/* The caller frees it. */
char *dd_to_utf8(const uint16_t *utf16) {
  size_t length = 0;
  while (utf16[length]) length++;
  unsigned char *out = malloc(length * 3 + 1);
  size_t n = 0;
  for (size_t i = 0; i < length; i++) {
    uint32_t point = utf16[i];
    if (point >= 0xd800 && point < 0xdc00 && (utf16[i + 1] & 0xfc00) == 0xdc00) {
      point = 0x10000 + ((point & 0x3ff) << 10 | (utf16[++i] & 0x3ff));
    }
    if (point < 0x80) {
      out[n++] = (unsigned char)point;
    } else if (point < 0x800) {
      out[n++] = (unsigned char)(0xc0 | point >> 6);
      out[n++] = (unsigned char)(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
      out[n++] = (unsigned char)(0xe0 | point >> 12);
      out[n++] = (unsigned char)(0x80 | (point >> 6 & 0x3f));
      out[n++] = (unsigned char)(0x80 | (point & 0x3f));
    } else {
      out[n++] = (unsigned char)(0xf0 | point >> 18);
      out[n++] = (unsigned char)(0x80 | (point >> 12 & 0x3f));
      out[n++] = (unsigned char)(0x80 | (point >> 6 & 0x3f));
      out[n++] = (unsigned char)(0x80 | (point & 0x3f));
    }
  }
  out[n] = 0;
  return (char *)out;
}

void dd_text_add(struct dd_text *text, const char *format, ...) {
  va_list values;
  va_start(values, format);
  int length = vsnprintf(NULL, 0, format, values);
  va_end(values);
  text->bytes = realloc(text->bytes, text->size + (size_t)length + 1);
  va_start(values, format);
  vsnprintf(text->bytes + text->size, (size_t)length + 1, format, values);
  va_end(values);
  text->size += (size_t)length;
}

void dd_text_clear(struct dd_text *text) {
  free(text->bytes);
  memset(text, 0, sizeof *text);
}

uint32_t dd_text_copy(const struct dd_text *text, char *buffer, uint32_t size) {
  uint32_t needed = (uint32_t)text->size + 1;
  if (size >= needed) {
    if (text->size) memcpy(buffer, text->bytes, needed);
    else buffer[0] = 0;
  }
  return needed;
}
