/* The loop that a C program has over ntdsbcli.dll: DsBackupRead into a buffer, write to a file. Prints the nanoseconds
   that the largest database took, from DsBackupOpenFileW to DsBackupClose, in the last of some rounds.
   Usage: read-loop DOUBLE ROOT TARGET CHUNK ROUNDS */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

typedef int32_t HRESULT;
typedef uint16_t WCHAR;

static void *need(void *library, const char *name) {
  void *symbol = dlsym(library, name);
  if (!symbol) fprintf(stderr, "%s is not there\n", name), exit(1);
  return symbol;
}

static void must(HRESULT status, const char *call) {
  if (status != 0) fprintf(stderr, "%s: 0x%08x\n", call, (unsigned)status), exit(1);
}

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  void *dll = dlopen(argv[1], RTLD_NOW);
  if (!dll) return fprintf(stderr, "%s\n", dlerror()), 1;
  void (*set_root)(const char *) = need(dll, "DsDouble_SetRoot");
  HRESULT (*prepare)(const WCHAR *, uint32_t, uint32_t, void **, uint32_t *, void **) = need(dll, "DsBackupPrepareW");
  HRESULT (*names)(void *, WCHAR **, uint32_t *) = need(dll, "DsBackupGetDatabaseNamesW");
  HRESULT (*open_file)(void *, const WCHAR *, uint32_t, int64_t *) = need(dll, "DsBackupOpenFileW");
  HRESULT (*read_file)(void *, void *, uint32_t, uint32_t *) = need(dll, "DsBackupRead");
  HRESULT (*close_file)(void *) = need(dll, "DsBackupClose");
  HRESULT (*end)(void *) = need(dll, "DsBackupEnd");
  void (*release)(void *) = need(dll, "DsBackupFree");
  static const WCHAR server[] = {'D', 'C', '0', '1', 0};
  const uint32_t chunk = (uint32_t)atoi(argv[4]);
  void *buffer = malloc(chunk);
  set_root(argv[2]);
  int64_t took = 0;
  for (int round = atoi(argv[5]); round > 0; round--) {
    void *token, *hbc;
    WCHAR *list = NULL;
    uint32_t size;
    must(prepare(server, 0, 1, &token, &size, &hbc), "DsBackupPrepareW");
    must(names(hbc, &list, &size), "DsBackupGetDatabaseNamesW");
    int target = open(argv[3], O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (target < 0) return perror(argv[3]), 1;
    int64_t began = now(), bytes, done = 0;
    must(open_file(hbc, list + 1, chunk, &bytes), "DsBackupOpenFileW");
    while (done < bytes) {
      uint32_t count;
      must(read_file(hbc, buffer, chunk, &count), "DsBackupRead");
      for (uint32_t written = 0; written < count;) {
        ssize_t part = write(target, (char *)buffer + written, count - written);
        if (part < 0) return perror(argv[3]), 1;
        written += (uint32_t)part;
      }
      done += count;
    }
    must(close_file(hbc), "DsBackupClose");
    took = now() - began;
    close(target);
    release(list);
    release(token);
    must(end(hbc), "DsBackupEnd");
  }
  printf("%lld\n", (long long)took);
  return 0;
}
