import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mingwHeaders } from './mingw-headers.js';

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

const headers = `
#include <windows.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>
#include <cstddef>
#include <type_traits>
`;

/**
 * CINTERFACE makes the headers declare each vtable as a struct of function pointers, whose offsets and types a
 * compiler knows. So the numbers need no Windows to run on: they are data in the object file.
 */
const vtablePreamble = `
#define CINTERFACE
${headers}
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

/** Without CINTERFACE the headers give each class its IID, which C++20 knows while it compiles. */
const classPreamble = `
${headers}
constexpr unsigned four(const GUID &id, int at) {
  return id.Data4[at] | id.Data4[at + 1] << 8 | id.Data4[at + 2] << 16 | (unsigned)id.Data4[at + 3] << 24;
}
#define IID_OF(I) __uuidof(I).Data1, __uuidof(I).Data2 | (unsigned)__uuidof(I).Data3 << 16, \\
  four(__uuidof(I), 0), four(__uuidof(I), 4)
`;

/** One static function for each method of a vtable, of the very same type: what stands behind its name's @ is what a caller pushes. */
const stackPreamble = `
${vtablePreamble}
template <int, typename F> struct Stub;
template <int N, typename R, typename... A> struct Stub<N, R(STDMETHODCALLTYPE *)(A...)> {
  static R STDMETHODCALLTYPE call(A...) { return R{}; }
};
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
  const expressions = questions.map(({ expression }) => expression);
  const bytes = compileData(mingwTargets[pointerSize], vtablePreamble, expressions);
  const values = Array.from({ length: bytes.length >> 2 }, (_, index) => bytes.readUInt32LE(index * 4));
  const answers = new Map<string, number[]>();
  let at = 0;
  for (const { expression, numbers } of questions) {
    answers.set(expression, values.slice(at, at + numbers));
    at += numbers;
  }
  return answers;
}

/** The IIDs of interfaces as the 16 bytes that they are in memory. */
export function askIids(pointerSize: 4 | 8, names: readonly string[]): Map<string, Buffer> {
  const expressions = names.map((name) => `IID_OF(${name})`);
  const bytes = compileData(mingwTargets[pointerSize], classPreamble, expressions);
  return new Map(names.map((name, index) => [name, bytes.subarray(index * 16, index * 16 + 16)]));
}

/**
 * How many bytes a 32-bit caller pushes for each method, `this` included, by `Interface::Method`: the number that
 * `__stdcall` puts behind the name of a function of the method's type.
 */
export function askStackBytes(methods: readonly (readonly [interfaceName: string, method: string])[]) {
  const stubs = methods.map(
    ([name, method], index) => `template struct Stub<${index}, decltype(${name}Vtbl::${method})>;`,
  );
  return inFolder(({ source, object }) => {
    writeFileSync(source, `${stackPreamble}${stubs.join('\n')}\n`);
    compile(mingwTargets[4], source, object);
    const symbols = execFileSync(`${mingwTargets[4]}-nm`, [object], { encoding: 'utf8', maxBuffer: 1 << 24 });
    const bytes = new Map<string, number>();
    for (const [, index, pushed] of symbols.matchAll(/_ZN4StubILi(\d+)E.*@(\d+)$/gm)) {
      bytes.set((methods[Number(index)] ?? []).join('::'), Number(pushed));
    }
    return bytes;
  });
}

interface Paths {
  readonly source: string;
  readonly object: string;
  readonly data: string;
}

/** Compiles numbers into a section of their own, and answers its bytes. */
function compileData(target: string, preamble: string, expressions: readonly string[]): Buffer {
  return inFolder(({ source, object, data }) => {
    const section = 'extern const unsigned abi[] __attribute__((section(".abi")))';
    writeFileSync(source, `${preamble}\n${section} = {\n${expressions.join(',\n')}\n};\n`);
    compile(target, source, object);
    execFileSync(`${target}-objcopy`, ['-O', 'binary', '-j', '.abi', object, data]);
    return readFileSync(data);
  });
}

function compile(target: string, source: string, object: string): void {
  execFileSync(`${target}-g++`, ['-std=c++20', '-Wno-narrowing', '-c', source, '-o', object], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function inFolder<T>(work: (paths: Paths) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'dsbackup-abi-'));
  try {
    return work({
      source: join(folder, 'abi.cpp'),
      object: join(folder, 'abi.o'),
      data: join(folder, 'abi.bin'),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
