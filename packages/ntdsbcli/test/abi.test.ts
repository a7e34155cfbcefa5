import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as native from '../src/native/index.js';

const headers = ['/usr/share/mingw-w64/include', '/usr/x86_64-w64-mingw32/include'].find((folder) =>
  existsSync(join(folder, 'ntdsbcli.h')),
);

const { hrCodes, ...exported } = native;
const constants: readonly (readonly [string, number])[] = [
  ...Object.entries(exported).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, value] as const] : [],
  ),
  ...Object.entries(hrCodes),
];

/** The headers want a few types of windows.h, which has no build for this system, and one macro of another header. */
const program = `
#include <stdint.h>
#include <stdio.h>
#define UNICODE
#define TEXT(quote) L##quote
#define VOID void
#define __WCHAR_DEFINED
#define _NTDSBCLI_DEFINED
#define RPC_S_ALREADY_LISTENING 1713
typedef char CHAR; typedef uint16_t WCHAR; typedef int32_t WINBOOL; typedef int32_t LONG;
typedef uint32_t ULONG; typedef uint32_t DWORD; typedef DWORD *PDWORD; typedef DWORD *LPDWORD; typedef void *PVOID;
typedef CHAR *LPSTR; typedef const CHAR *LPCSTR; typedef WCHAR *LPWSTR; typedef const WCHAR *LPCWSTR;
typedef union { int64_t QuadPart; } LARGE_INTEGER;
#include <ntdsbcli.h>
int main(void) {
${constants.map(([name]) => `  printf("${name} %u\\n", (uint32_t)(${name}));`).join('\n')}
}
`;

const toGet = 'apt-get install gcc mingw-w64-common';
const canRun = process.platform === 'linux' && headers !== undefined && hasCompiler();

if (!canRun && process.platform === 'linux') {
  const message = `The constants can't be checked against mingw-w64's ntdsbcli.h: gcc or the header is not there. To get them: ${toGet}`;
  if (process.env.CI) it('has a compiler and the headers', () => expect.fail(message));
  else console.warn(`\n*** ${message}\n`);
}

describe.skipIf(!canRun)("The constants, by a program compiled from mingw-w64's ntdsbcli.h", () => {
  let folder: string;
  let printed: Map<string, number>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dsbackup-abi-'));
    await writeFile(join(folder, 'constants.c'), program);
    await writeFile(join(folder, '_mingw_unicode.h'), '#define __MINGW_NAME_AW(func) func##W\n');
    const built = join(folder, 'constants');
    // The headers come last, or mingw-w64's stdio.h would hide the system's.
    execFileSync('gcc', [
      '-I',
      folder,
      '-idirafter',
      headers ?? '',
      '-o',
      built,
      join(folder, 'constants.c'),
    ]);
    printed = new Map(
      execFileSync(built, { encoding: 'utf8' })
        .trim()
        .split('\n')
        .map((line) => line.split(' '))
        .map(([name, value]) => [name ?? '', Number(value)]),
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('covers every constant of the binding', () => {
    expect(printed.size).toBe(187 + 16);
  });

  it.each(constants)('has %s as %i', (name, value) => {
    expect(printed.get(name)).toBe(value);
  });
});

function hasCompiler(): boolean {
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
