import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Debian's mingw-w64-common puts the headers. */
export const mingwHeaders = ['/usr/share/mingw-w64/include', '/usr/x86_64-w64-mingw32/include'].find(
  (folder) => existsSync(join(folder, 'vsbackup.h')),
);

/** The prefix of the tools for each width of Windows, by the size of a pointer. */
export const mingwTargets = { 4: 'i686-w64-mingw32', 8: 'x86_64-w64-mingw32' } as const;

/** Whether the compiler for a width of Windows is there. */
export function hasMingw(pointerSize: 4 | 8): boolean {
  try {
    execFileSync(`${mingwTargets[pointerSize]}-g++`, ['--version'], { stdio: 'ignore' });
    return mingwHeaders !== undefined;
  } catch {
    return false;
  }
}

/**
 * CINTERFACE makes the headers declare each vtable as a struct of function pointers, whose offsets and types a
 * compiler knows. So the numbers need no Windows to run on: they are data in the object file.
 */
const preamble = `
#define CINTERFACE
#include <windows.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>
#include <cstddef>
#include <type_traits>

template <typename T> constexpr unsigned kind() {
  if (std::is_same_v<T, const WCHAR *>) return 102;
  if (std::is_same_v<T, WCHAR *>) return 101;
  if (std::is_pointer_v<T>) return 100;
  return sizeof(T);
}
template <typename F> struct Kinds;
template <typename This, typename... A> struct Kinds<HRESULT(STDMETHODCALLTYPE *)(This *, A...)> {
  static constexpr unsigned count = sizeof...(A);
  static constexpr unsigned at[9] = {kind<A>()...};
};
#define SLOT(I, M) offsetof(I##Vtbl, M) / sizeof(void *)
#define KINDS(I, M) Kinds<decltype(I##Vtbl::M)>
#define METHOD(I, M) SLOT(I, M), KINDS(I, M)::count, KINDS(I, M)::at[0], KINDS(I, M)::at[1], KINDS(I, M)::at[2], \\
  KINDS(I, M)::at[3], KINDS(I, M)::at[4], KINDS(I, M)::at[5], KINDS(I, M)::at[6], KINDS(I, M)::at[7]
#define SLOTS(I) sizeof(I##Vtbl) / sizeof(void *)
#define MEMBER(S, M) offsetof(S, M), sizeof(((S *)0)->M)
`;

/** What to ask the headers, in the program's macros or in C++, and how many numbers the answer has. */
export interface AbiQuestion {
  readonly expression: string;
  readonly numbers: number;
}

/** A method's slot, how many parameters it has, and a kind for each of eight. */
export function askMethod(interfaceName: string, method: string): AbiQuestion {
  return { expression: `METHOD(${interfaceName}, ${method})`, numbers: 10 };
}

/** How many slots a vtable has. */
export function askSlots(interfaceName: string): AbiQuestion {
  return { expression: `SLOTS(${interfaceName})`, numbers: 1 };
}

/** A member's offset and size. */
export function askMember(struct: string, member: string): AbiQuestion {
  return { expression: `MEMBER(${struct}, ${member})`, numbers: 2 };
}

/** What a constant, or anything else that a compiler can work out, is worth. */
export function askValue(expression: string): AbiQuestion {
  return { expression, numbers: 1 };
}

/**
 * Answers questions by mingw-w64's headers, as unsigned 32-bit numbers, by expression. One compilation.
 * Throws with the compiler's words when one names what the headers don't have.
 */
export function askMingw(pointerSize: 4 | 8, questions: readonly AbiQuestion[]): Map<string, number[]> {
  const values = evaluate(
    mingwTargets[pointerSize],
    questions.map(({ expression }) => expression),
  );
  const answers = new Map<string, number[]>();
  let at = 0;
  for (const { expression, numbers } of questions) {
    answers.set(expression, values.slice(at, at + numbers));
    at += numbers;
  }
  return answers;
}

function evaluate(target: string, expressions: readonly string[]): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'dsbackup-abi-'));
  try {
    const [source, object, data] = [join(folder, 'abi.cpp'), join(folder, 'abi.o'), join(folder, 'abi.bin')];
    const section = 'extern const unsigned abi[] __attribute__((section(".abi")))';
    writeFileSync(source, `${preamble}\n${section} = {\n${expressions.join(',\n')}\n};\n`);
    execFileSync(`${target}-g++`, ['-std=c++20', '-Wno-narrowing', '-c', source, '-o', object], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    execFileSync(`${target}-objcopy`, ['-O', 'binary', '-j', '.abi', object, data]);
    const bytes = readFileSync(data);
    return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readUInt32LE(index * 4));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
