import { join } from 'node:path';
import { projectRoot } from '../project-root.js';

/** Who compiles mingw-w64's headers, for which pointers. */
export interface HeaderTarget {
  readonly name: string;
  readonly compiler: string;
  readonly pointerSize: 4 | 8;
  /** Flags before any other. */
  readonly flags: readonly string[];
  /** What a program that includes ntdsbcli.h starts with. */
  readonly preamble: string;
}

/** Compiles for this machine, so that the program runs here: a shim stands for the few types of windows.h. */
export function linuxTarget(headers: string): HeaderTarget {
  return {
    name: 'gcc for Linux',
    compiler: 'gcc',
    pointerSize: 8,
    flags: ['-DUNICODE', '-I', join(projectRoot, 'doubles/ntdsbcli/native/linux'), '-idirafter', headers],
    preamble: '#define _NTDSBCLI_DEFINED\n#define CALL\n#include "windows-types.h"\n',
  };
}

const windowsPreamble = '#define CALL __attribute__((stdcall))\n#include <windows.h>\n';

export const windowsTarget: HeaderTarget = {
  name: 'mingw-w64 for 64-bit Windows',
  compiler: 'x86_64-w64-mingw32-gcc',
  pointerSize: 8,
  flags: ['-DUNICODE'],
  preamble: windowsPreamble,
};

/** A 32-bit program can be compiled here, but not run: Debian's 64-bit Wine has no 32-bit side. */
export const windows32Target: HeaderTarget = {
  ...windowsTarget,
  name: 'mingw-w64 for 32-bit Windows',
  compiler: 'i686-w64-mingw32-gcc',
  pointerSize: 4,
};
