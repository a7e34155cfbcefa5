#include <stdlib.h>
#include <string.h>

#include "double.h"

struct block {
  struct block *next;
  size_t size;
  void *bytes;
};

static struct block *blocks;

/* A block that only DsBackupFree takes back. */
void *dd_block(const void *bytes, size_t size) {
  struct block *block = malloc(sizeof *block);
  block->bytes = malloc(size ? size : 1);
  block->size = size;
  block->next = blocks;
  memcpy(block->bytes, bytes, size);
  blocks = block;
  return block->bytes;
}

static void drop(struct block **link) {
  struct block *block = *link;
  *link = block->next;
  /* Whoever still reads it shall see that it is gone. */
  memset(block->bytes, 0xdd, block->size);
  free(block->bytes);
  free(block);
}

void dd_block_free(void *bytes) {
  for (struct block **link = &blocks; *link; link = &(*link)->next) {
    if ((*link)->bytes == bytes) {
      drop(link);
      return;
    }
  }
  dd_die("DsBackupFree", "the pointer is not a live block of this DLL: freed twice, or never allocated");
}

int dd_blocks_live(void) {
  int count = 0;
  for (struct block *block = blocks; block; block = block->next) count++;
  return count;
}

void dd_blocks_reset(void) {
  while (blocks) drop(&blocks);
}

VOID DsBackupFree(PVOID pvBuffer) {
  dd_block_free(pvBuffer);
  dd_told("DsBackupFree", hrNone);
}
