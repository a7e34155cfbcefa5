#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "double.h"

#ifdef _WIN32
#include <io.h>
#else
#include <dirent.h>
#endif

/* Below the root, which stands for drive C. */
#define NTDS_FOLDER "Windows/NTDS"
#define NTDS_SHARE "C$\\" NTDS_LOCATION

struct names {
  char **items;
  size_t count;
};

static void add_name(struct names *names, const char *name) {
  names->items = realloc(names->items, (names->count + 1) * sizeof *names->items);
  names->items[names->count++] = strcpy(malloc(strlen(name) + 1), name);
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static struct names folder_names(const char *folder) {
  struct names names = {0};
#ifdef _WIN32
  char pattern[4096];
  uint16_t wide[4096];
  struct _wfinddata_t found;
  snprintf(pattern, sizeof pattern, "%s/*", folder);
  dd_to_utf16(pattern, wide, 4096);
  intptr_t search = _wfindfirst((wchar_t *)wide, &found);
  if (search == -1) return names;
  do {
    char *name = dd_to_utf8((uint16_t *)found.name);
    add_name(&names, name);
    free(name);
  } while (_wfindnext(search, &found) == 0);
  _findclose(search);
#else
  DIR *directory = opendir(folder);
  if (!directory) return names;
  for (struct dirent *entry; (entry = readdir(directory));) add_name(&names, entry->d_name);
  closedir(directory);
#endif
  qsort(names.items, names.count, sizeof *names.items, by_name);
  return names;
}

static void free_names(struct names *names) {
  for (size_t i = 0; i < names->count; i++) free(names->items[i]);
  free(names->items);
}

static int has_shape(const char *name, const char *start, const char *end) {
  size_t length = strlen(name), before = strlen(start), after = strlen(end);
  if (length < before + after) return 0;
  for (size_t i = 0; i < before; i++) {
    if (tolower((unsigned char)name[i]) != start[i]) return 0;
  }
  for (size_t i = 0; i < after; i++) {
    if (tolower((unsigned char)name[length - after + i]) != end[i]) return 0;
  }
  return 1;
}

/*
 * The tag of a file in this list, or 0 when it is not in it. The list of databases may name logs and patch files too
 * (the second on Windows 2000): here "db*.log" and "*.pat".
 */
static uint16_t tag_of(const char *name, enum file_list list) {
  if (list == IN_LOGS) return has_shape(name, "edb", ".log") ? TAG(BFT_LOG) : 0;
  if (has_shape(name, "ntds.dit", "") && strlen(name) == 8) return TAG(BFT_NTDS_DATABASE);
  if (has_shape(name, "db", ".log")) return TAG(BFT_LOG);
  return has_shape(name, "", ".pat") ? TAG(BFT_PATCH_FILE) : 0;
}

size_t dd_tree_list(const char *server, enum file_list list, struct dd_file **files) {
  const char *root = dd_root();
  char folder[4096];
  snprintf(folder, sizeof folder, "%s/" NTDS_FOLDER, root);
  struct names names = folder_names(folder);
  size_t count = 0;
  *files = calloc(names.count + 1, sizeof **files);
  for (size_t i = 0; i < names.count; i++) {
    uint16_t tag = tag_of(names.items[i], list);
    if (tag) {
      struct dd_file *file = &(*files)[count++];
      char name[1024];
      snprintf(name, sizeof name, "\\\\%s\\" NTDS_SHARE "\\%s", server, names.items[i]);
      dd_to_utf16(name, file->name, sizeof file->name / sizeof *file->name);
      snprintf(file->path, sizeof file->path, "%s/" NTDS_FOLDER "/%s", root, names.items[i]);
      file->tag = tag;
      file->list = list;
    }
  }
  free_names(&names);
  return count;
}

FILE *dd_tree_open(const char *path) {
#ifdef _WIN32
  uint16_t wide[4096];
  dd_to_utf16(path, wide, 4096);
  return _wfopen((wchar_t *)wide, L"rb");
#else
  return fopen(path, "rb");
#endif
}

int64_t dd_tree_size(FILE *file) {
#ifdef _WIN32
  _fseeki64(file, 0, SEEK_END);
  int64_t size = _ftelli64(file);
  _fseeki64(file, 0, SEEK_SET);
#else
  fseeko(file, 0, SEEK_END);
  int64_t size = ftello(file);
  fseeko(file, 0, SEEK_SET);
#endif
  return size;
}

/* What follows the drive in "C:\\x" and "\\\\server\\C$\\x", or NULL. */
static const char *below_drive_c(const char *path) {
  if (tolower((unsigned char)path[0]) == 'c' && path[1] == ':') return path + 2;
  if (strncmp(path, "\\\\", 2) != 0) return NULL;
  const char *share = strchr(path + 2, '\\');
  if (!share || tolower((unsigned char)share[1]) != 'c' || share[2] != '$') return NULL;
  return share + 3;
}

static void place_of(const char *path, char *out, size_t size) {
  const char *below = below_drive_c(path);
  if (!below) {
    snprintf(out, size, "%s", path);
    return;
  }
  size_t root = (size_t)snprintf(out, size, "%s%s", dd_root(), below) - strlen(below);
  for (char *at = out + root; *at; at++) {
    if (*at == '\\') *at = '/';
  }
}

int dd_tree_has_file(const char *path) {
  char place[4096];
  place_of(path, place, sizeof place);
  FILE *file = dd_tree_open(place);
  if (file) fclose(file);
  return file != NULL;
}

/* Bytes 4 to 7 of a log's header, lowest first. */
static uint32_t generation_of(const char *path) {
  unsigned char header[8] = {0};
  FILE *file = dd_tree_open(path);
  if (!file) return 0;
  size_t read = fread(header, 1, sizeof header, file);
  fclose(file);
  if (read != sizeof header) return 0;
  return header[4] | (uint32_t)header[5] << 8 | (uint32_t)header[6] << 16 | (uint32_t)header[7] << 24;
}

int dd_tree_has_log(const char *folder, uint32_t generation) {
  char place[4096], path[8192];
  int found = 0;
  place_of(folder, place, sizeof place);
  struct names names = folder_names(place);
  for (size_t i = 0; i < names.count && !found; i++) {
    if (!has_shape(names.items[i], "edb", ".log") || has_shape(names.items[i], "edbtmp", ".log")) continue;
    snprintf(path, sizeof path, "%s/%s", place, names.items[i]);
    uint32_t own = generation_of(path);
    found = own != 0 && (generation == DD_ANY_GENERATION || own == generation);
  }
  free_names(&names);
  return found;
}
