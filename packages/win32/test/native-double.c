/* A small library whose functions have the shapes that Windows uses, so that the binding is tried with real koffi
 * on a system without Windows. Fixed-width types only. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct { uint32_t data1; uint16_t data2; uint16_t data3; uint8_t data4[8]; } Guid;

static uint32_t last_error;
uint32_t read_last_error(void) { return last_error; }

int32_t add(int32_t a, uint32_t b) { return a + (int32_t)b; }
int64_t negate(int64_t a) { return -a; }
uint64_t largest(uint64_t a) { return a; }
int32_t failed_hresult(void) { return (int32_t)0x80070005u; }
bool invert(bool value) { return !value; }
int32_t invert_BOOL(int32_t value) { return value ? 0 : 7; }
void nothing(void) {}

/* The length in characters, -1 for NULL: shows that a string arrives whole, NUL behind it. */
int32_t wide_length(const uint16_t *text) {
  int32_t length = 0;
  if (!text) return -1;
  while (text[length]) length++;
  return length;
}

int32_t wide_sum(const uint16_t *text) {
  int32_t sum = 0;
  usleep(2000);
  for (; *text; text++) sum += *text;
  return sum;
}

/* Fills like a Windows W function: the count written without its NUL, or the count needed with it. */
uint32_t fill_wide(uint16_t *buffer, uint32_t size) {
  static const uint16_t text[] = {'D', 0xd83d, 0xde00, 'C', 0};
  if (size < 5) return 5;
  memcpy(buffer, text, sizeof text);
  return 4;
}

int32_t write_outs(uint32_t *number, void **pointer, bool *flag, uint64_t *size) {
  static const uint16_t text[] = {'o', 'u', 't', 0};
  *number = 41;
  *pointer = (void *)text;
  *flag = true;
  *size = 0x123456789abcull;
  return 0;
}

int32_t write_nothing(uint32_t *number, void **pointer, bool *flag, uint64_t *size) {
  (void)number; (void)pointer; (void)flag; (void)size;
  return 0;
}

int32_t fail_with(uint32_t error) { last_error = error; return 0; }

/* A GUID by value between other arguments, copied to memory. */
int32_t copy_guid(uint32_t before, Guid guid, uint32_t after, Guid *copy) {
  *copy = guid;
  return (int32_t)(before * 100 + after);
}

/* Writes to the buffer late, as a slow read does. */
int32_t fill_slowly(uint8_t *buffer, uint32_t length, uint8_t value) {
  usleep(3000);
  memset(buffer, value, length);
  return 0;
}

/* An object of two bases: two vtable pointers, methods of its own behind the first, IUnknown behind the second. */
typedef struct Twin Twin;
typedef struct {
  int32_t (*get_count)(Twin *self, uint32_t *count);
  int32_t (*get_nothing)(Twin *self);
} TwinTable;
typedef struct {
  int32_t (*query_interface)(void *self, const Guid *iid, void **object);
  uint32_t (*add_ref)(void *self);
  uint32_t (*release)(void *self);
} UnknownTable;
struct Twin { const TwinTable *own; const UnknownTable *unknown; uint32_t references; uint32_t count; };

static Twin *whole(void *self) { return (Twin *)((char *)self - offsetof(Twin, unknown)); }
static int32_t twin_count(Twin *self, uint32_t *count) { *count = self->count; return 0; }
static uint32_t twin_add_ref(void *self) { return ++whole(self)->references; }
static uint32_t twin_release(void *self) {
  uint32_t left = --whole(self)->references;
  if (left == 0) free(whole(self));
  return left;
}
static int32_t twin_query(void *self, const Guid *iid, void **object) {
  *object = NULL;
  if (iid->data1 == 0xbadbadu) return (int32_t)0x8000ffffu;
  if (iid->data1 != 0x507c37b4u) return (int32_t)0x80004002u;
  twin_add_ref(self);
  *object = self;
  return 0;
}
static const TwinTable twin_table = { twin_count, NULL };
static const UnknownTable unknown_table = { twin_query, twin_add_ref, twin_release };

Twin *make_twin(uint32_t count) {
  Twin *twin = calloc(1, sizeof *twin);
  twin->own = &twin_table;
  twin->unknown = &unknown_table;
  twin->references = 1;
  twin->count = count;
  return twin;
}

/* BSTRs as oleaut32.dll makes them: the length in bytes lies in the four bytes before the text. */
void *SysAllocStringLen(const uint16_t *text, uint32_t length) {
  uint32_t *block = calloc(1, 4 + 2 * (size_t)length + 2);
  block[0] = length * 2;
  memcpy(block + 1, text, 2 * (size_t)length);
  return block + 1;
}
uint32_t SysStringByteLen(void *bstr) { return bstr ? ((uint32_t *)bstr)[-1] : 0; }
static uint32_t freed;
void SysFreeString(void *bstr) { if (bstr) { freed++; free((uint32_t *)bstr - 1); } }
uint32_t strings_freed(void) { return freed; }
