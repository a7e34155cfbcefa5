/* The types and codes of windows.h that ntdsbcli.h is written in, for a compiler that has no windows.h. */
#ifndef DSBACKUP_WINDOWS_TYPES_H
#define DSBACKUP_WINDOWS_TYPES_H

#include <stdint.h>

#define VOID void
#define TEXT(quote) quote
#define __WCHAR_DEFINED

typedef char CHAR;
typedef uint16_t WCHAR;
typedef int32_t WINBOOL;
typedef int32_t LONG;
typedef uint32_t ULONG;
typedef uint32_t DWORD;
typedef void *PVOID;
typedef DWORD *PDWORD;
typedef DWORD *LPDWORD;
typedef CHAR *LPSTR;
typedef const CHAR *LPCSTR;
typedef WCHAR *LPWSTR;
typedef const WCHAR *LPCWSTR;
typedef union {
  int64_t QuadPart;
} LARGE_INTEGER;

#define ERROR_ACCESS_DENIED 5
#define ERROR_NOT_ENOUGH_MEMORY 8
#define ERROR_HANDLE_EOF 38
#define ERROR_INVALID_PARAMETER 87
#define RPC_S_INVALID_BINDING 1702
#define RPC_S_ALREADY_LISTENING 1713

#endif
