// The checksums of ESE pages (the new format) in C, as fast as we can write them: the yardstick of the kernel in
// packages/ese/kernel. Compiled with -O3 -march=native -DVECTOR_BYTES=16, 32 or 64 and -DPAGE_SIZE=4096 or 8192.
//
// It makes 256 MiB of pages, stores their checksums and prints the XOR of all of them. Then, for each line on its
// input, it verifies every page once, on one core, and prints the nanoseconds that took. The sums are told in
// packages/ese/src/checksum/ecc-checksum.ts.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TOTAL ((size_t)256 << 20)
#define LANES (VECTOR_BYTES / 4)
#define LANE_BITS (VECTOR_BYTES == 16 ? 2 : VECTOR_BYTES == 32 ? 3 : 4)
#define CHUNK (16 * VECTOR_BYTES)
#define CHUNKS (PAGE_SIZE / CHUNK)
#define AHEAD 1024

typedef uint32_t vector __attribute__((vector_size(VECTOR_BYTES)));

static uint32_t parity(uint32_t word) { return (uint32_t)__builtin_parity(word); }

static uint32_t fold(vector v) {
  uint32_t sum = 0;
  for (int lane = 0; lane < LANES; lane++) sum ^= v[lane];
  return sum;
}

/** The code above the XOR, the first 8 bytes counted as zero. A tree of XORs, two for each vector, as in the kernel. */
static inline uint64_t sum_of_page(const uint8_t *page) {
  vector all = {0}, bit[4] = {{0}}, above[6] = {{0}};
  for (uint32_t chunk = 0; chunk < CHUNKS; chunk++) {
    const vector *v = (const vector *)(page + chunk * CHUNK);
    for (int line = 0; line < CHUNK; line += 64) __builtin_prefetch((const char *)v + AHEAD + line);
    vector p0 = v[0] ^ v[1], p1 = v[2] ^ v[3], p2 = v[4] ^ v[5], p3 = v[6] ^ v[7];
    vector p4 = v[8] ^ v[9], p5 = v[10] ^ v[11], p6 = v[12] ^ v[13], p7 = v[14] ^ v[15];
    vector q1 = p2 ^ p3, q3 = p6 ^ p7, r1 = p4 ^ p5 ^ q3, group = p0 ^ p1 ^ q1 ^ r1;
    bit[0] ^= v[1] ^ v[3] ^ v[5] ^ v[7] ^ v[9] ^ v[11] ^ v[13] ^ v[15];
    bit[1] ^= p1 ^ p3 ^ p5 ^ p7;
    bit[2] ^= q1 ^ q3;
    bit[3] ^= r1;
    all ^= group;
    for (int b = 0; 1 << b < CHUNKS; b++) above[b] ^= group & ((vector){0} - (chunk >> b & 1));
  }
  all[0] ^= ((const uint32_t *)page)[0];
  all[1] ^= ((const uint32_t *)page)[1];

  uint32_t low = 0, sum = fold(all);
  const uint32_t masks[5] = {0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000};
  for (int b = 0; b < 5; b++) low |= parity(sum & masks[b]) << b;
  for (int b = 0; b < LANE_BITS; b++) {
    uint32_t odd = 0;
    for (int lane = 0; lane < LANES; lane++)
      if (lane >> b & 1) odd ^= all[lane];
    low |= parity(odd) << (5 + b);
  }
  for (int b = 0; b < 4; b++) low |= parity(fold(bit[b])) << (5 + LANE_BITS + b);
  for (int b = 0; 1 << b < CHUNKS; b++) low |= parity(fold(above[b])) << (9 + LANE_BITS + b);
  uint32_t high = parity(sum) ? low ^ (PAGE_SIZE * 8 - 1) : low;
  return (uint64_t)(high << 16 | low) << 32 | sum;
}

static size_t count_good(const uint8_t *pages) {
  size_t good = 0;
  for (size_t at = 0, pgno = 0; at < TOTAL; at += PAGE_SIZE, pgno++) {
    uint64_t stored;
    memcpy(&stored, pages + at, 8);
    good += stored == (sum_of_page(pages + at) ^ pgno);
  }
  return good;
}

static uint64_t seal(uint8_t *pages) {
  uint64_t together = 0;
  for (size_t at = 0, pgno = 0; at < TOTAL; at += PAGE_SIZE, pgno++) {
    const uint32_t flags = 0x2802;
    memcpy(pages + at + 36, &flags, 4);
    uint64_t sum = sum_of_page(pages + at) ^ pgno;
    memcpy(pages + at, &sum, 8);
    together ^= sum;
  }
  return together;
}

int main(void) {
  uint8_t *pages = aligned_alloc(4096, TOTAL + AHEAD + CHUNK);
  if (pages == NULL) return 1;
  uint32_t state = 1;
  for (size_t at = 0; at < TOTAL; at += 4) {
    state = state * 1664525u + 1013904223u;
    memcpy(pages + at, &state, 4);
  }
  printf("%016llx\n", (unsigned long long)seal(pages));
  fflush(stdout);
  char line[16];
  while (fgets(line, sizeof line, stdin) != NULL) {
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    size_t good = count_good(pages);
    clock_gettime(CLOCK_MONOTONIC, &to);
    if (good != TOTAL / PAGE_SIZE) return 1;
    printf("%lld\n", (long long)(to.tv_sec - from.tv_sec) * 1000000000 + (to.tv_nsec - from.tv_nsec));
    fflush(stdout);
  }
  return 0;
}
