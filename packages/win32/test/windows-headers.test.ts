import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { fileAttribute, hresult, win32Status } from '../src/index.js';

const compiler = 'x86_64-w64-mingw32-gcc';
const canCompile = spawnSync(compiler, ['--version']).status === 0;

if (!canCompile) {
  const missing = `The check of constants and layouts against Windows' headers needs ${compiler}, and is SKIPPED here (apt-get install mingw-w64).`;
  if (process.env.CI === 'true' && process.platform === 'linux') throw new Error(missing);
  console.warn(missing);
}

/** Asks the compiler, with Windows' own headers, whether each expression has the value we give it. */
function compile(values: Record<string, number>): string {
  const asserts = Object.entries(values).map(
    ([expression, value]) => `_Static_assert((unsigned long)(${expression}) == ${value}ul, "${expression}");`,
  );
  const headers = ['windows.h', 'aclapi.h', 'sddl.h', 'objbase.h', 'winternl.h'];
  const source = [...headers.map((header) => `#include <${header}>`), '#include <stddef.h>', ...asserts];
  const args = ['-fsyntax-only', '-D_WIN32_WINNT=0x0A00', '-x', 'c', '-'];
  return spawnSync(compiler, args, { input: source.join('\n'), encoding: 'utf8' }).stderr;
}

describe.skipIf(!canCompile)("Windows' own headers", () => {
  it('notice a wrong value', () => {
    expect(compile({ ERROR_ACCESS_DENIED: 6 })).toContain('ERROR_ACCESS_DENIED');
  });

  it('give every Win32 code the value that we have', () => {
    expect(compile(win32Status)).toBe('');
  });

  it('give every HRESULT the value that we have', () => {
    const unsigned = Object.entries(hresult).map(([name, value]) => [`(unsigned)${name}`, value]);
    expect(compile(Object.fromEntries(unsigned))).toBe('');
  });

  it('give every flag the value that the calls use', () => {
    expect(
      compile({
        ...fileAttribute,
        COINIT_MULTITHREADED: 0,
        DACL_SECURITY_INFORMATION: 0x4,
        EOAC_NONE: 0,
        EOAC_STATIC_CLOAKING: 0x20,
        FILE_FLAG_BACKUP_SEMANTICS: 0x02000000,
        FILE_FLAG_OPEN_REPARSE_POINT: 0x00200000,
        FILE_READ_ATTRIBUTES: 0x80,
        'FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE': 0x7,
        FORMAT_MESSAGE_FROM_SYSTEM: 0x1000,
        FORMAT_MESSAGE_IGNORE_INSERTS: 0x200,
        FileAttributeTagInfo: 9,
        GROUP_SECURITY_INFORMATION: 0x2,
        LOAD_LIBRARY_SEARCH_SYSTEM32: 0x800,
        LOAD_WITH_ALTERED_SEARCH_PATH: 0x8,
        OPEN_EXISTING: 3,
        OWNER_SECURITY_INFORMATION: 0x1,
        '(unsigned)PROTECTED_DACL_SECURITY_INFORMATION': 0x80000000,
        READ_CONTROL: 0x20000,
        RPC_C_AUTHN_LEVEL_PKT_PRIVACY: 6,
        RPC_C_IMP_LEVEL_IDENTIFY: 2,
        RPC_C_IMP_LEVEL_IMPERSONATE: 3,
        SDDL_REVISION_1: 1,
        SE_FILE_OBJECT: 1,
        SE_PRIVILEGE_ENABLED: 2,
        TOKEN_ADJUST_PRIVILEGES: 0x20,
        TOKEN_QUERY: 0x8,
        VER_NT_DOMAIN_CONTROLLER: 2,
        VER_NT_SERVER: 3,
        VER_NT_WORKSTATION: 1,
      }),
    ).toBe('');
  });

  it('lay structures out as we write and read them', () => {
    expect(
      compile({
        'sizeof(OSVERSIONINFOEXW)': 284,
        'offsetof(OSVERSIONINFOEXW, dwMajorVersion)': 4,
        'offsetof(OSVERSIONINFOEXW, dwMinorVersion)': 8,
        'offsetof(OSVERSIONINFOEXW, dwBuildNumber)': 12,
        'offsetof(OSVERSIONINFOEXW, szCSDVersion)': 20,
        'offsetof(OSVERSIONINFOEXW, wServicePackMajor)': 276,
        'offsetof(OSVERSIONINFOEXW, wProductType)': 282,
        'sizeof(TOKEN_PRIVILEGES)': 16,
        'offsetof(TOKEN_PRIVILEGES, Privileges[0].Luid)': 4,
        'offsetof(TOKEN_PRIVILEGES, Privileges[0].Attributes)': 12,
        'sizeof(FILE_ATTRIBUTE_TAG_INFO)': 8,
        'offsetof(FILE_ATTRIBUTE_TAG_INFO, ReparseTag)': 4,
        'sizeof(GUID)': 16,
        '_Alignof(GUID)': 4,
        'sizeof(BOOL)': 4,
      }),
    ).toBe('');
  });
});
