import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildProgram, compile } from './compile.js';
import type { HeaderTarget } from './header-target.js';
import type { Header, HeaderFunction } from './read-header.js';

const run = promisify(execFile);

/** What the compiler makes of each thing in the header, by names of ours such as `DsBackupRead/2/size`. */
export type HeaderFacts = ReadonlyMap<string, number>;

/** A program that prints every fact, one to a line. */
export function printingProgram(header: Header): string {
  const prints = expressionsOf(header).map(
    ([name, expression]) => `  printf("${name} %u\\n", (unsigned)(${expression}));`,
  );
  return `${top}${assertionsOf(header)}int main(void) {\n${prints.join('\n')}\n  return 0;\n}\n`;
}

/** The facts by a program that was compiled for this machine and run. */
export async function runFacts(target: HeaderTarget, header: Header): Promise<HeaderFacts> {
  const folder = await mkdtemp(join(tmpdir(), 'dsbackup-abi-'));
  try {
    const program = join(folder, 'facts');
    await buildProgram(target, program, printingProgram(header));
    return parsePrinted((await run(program)).stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a printing program printed. */
export function parsePrinted(output: string): HeaderFacts {
  const lines = output.split(/\r?\n/).filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [name = '', value = ''] = line.split(' ');
      return [name, Number(value)];
    }),
  );
}

/** The facts as the compiler writes them into its assembly, for programs that can't be run. */
export async function assembledFacts(target: HeaderTarget, header: Header): Promise<HeaderFacts> {
  const expressions = expressionsOf(header);
  const globals = expressions.map(([, text], index) => `const unsigned fact_${index} = (unsigned)(${text});`);
  const assembly = await compile(target, ['-S'], `${top}${assertionsOf(header)}${globals.join('\n')}\n`);
  const values = new Map(
    [...assembly.matchAll(/^_?fact_(\d+):\s+\.(long|space)\s+(-?\d+)/gm)].map(
      ([, index, directive, value]) => [Number(index), directive === 'space' ? 0 : Number(value) >>> 0],
    ),
  );
  return new Map(
    expressions.map(([name], index) => {
      const value = values.get(index);
      if (value === undefined) throw new Error(`The assembly has no ${name}.`);
      return [name, value];
    }),
  );
}

const top = `#include <ntdsbcli.h>
#include <stddef.h>
#include <stdio.h>
#define IS_POINTER(type) (__builtin_classify_type((type)0) == 5)
#define IS_SAME(a, b) __builtin_types_compatible_p(a, b)
`;

/** That the functions were read out of the header's text right is for the compiler to say. */
function assertionsOf({ functions }: Header): string {
  return functions
    .map(({ name, result, parameters }) => {
      const types = parameters.map(({ type }) => type).join(', ');
      return `_Static_assert(IS_SAME(__typeof__(&${name}), ${result} (CALL *)(${types})), "${name}");\n`;
    })
    .join('');
}

type Expression = readonly [name: string, expression: string];

function expressionsOf({ constants, functions, structs }: Header): Expression[] {
  return [
    ...constants.map((name): Expression => [name, name]),
    ...structs.flatMap(({ name, members }): Expression[] => [
      [`${name}/size`, `sizeof(${name})`],
      ...members.map((member): Expression => [`${name}/${member}`, `offsetof(${name}, ${member})`]),
    ]),
    ...functions.flatMap(functionExpressions),
  ];
}

function functionExpressions({ name, result, parameters }: HeaderFunction): Expression[] {
  return [
    [`${name}/arity`, `${parameters.length}`],
    [`${name}/result/HRESULT`, `IS_SAME(${result}, HRESULT)`],
    [`${name}/result/void`, `IS_SAME(${result}, void)`],
    ...parameters.flatMap(({ type }, index): Expression[] => [
      [`${name}/${index}/size`, `sizeof(${type})`],
      [`${name}/${index}/pointer`, `IS_POINTER(${type})`],
      [`${name}/${index}/LONG`, `IS_SAME(${type}, LONG)`],
      [`${name}/${index}/HBC`, `IS_SAME(${type}, HBC)`],
      [`${name}/${index}/LPCWSTR`, `IS_SAME(${type}, LPCWSTR)`],
      [`${name}/${index}/pointee`, looksLikePointer(type) ? `sizeof(*(${type})0)` : '0'],
    ]),
  ];
}

/** What this gets wrong does not compile, or has a pointee of no size. */
function looksLikePointer(type: string): boolean {
  return type.endsWith('*') || /^(?:LP|P)[A-Z]|^HBC$/.test(type);
}
