import { compile } from './compile.js';
import { windows32Target } from './header-target.js';
import type { Header } from './read-header.js';

/**
 * How many bytes of arguments a 32-bit caller puts on the stack for each function: the number that `__stdcall` puts
 * behind its name, as in `_DsBackupPrepareW@24`, taken from the assembly of a program that uses them all.
 */
export async function stackBytes({ functions }: Header): Promise<ReadonlyMap<string, number>> {
  const uses = functions.map(({ name }, index) => `  uses[${index}] = (void *)${name};`).join('\n');
  const program = `#include <ntdsbcli.h>\nvoid use(void **uses) {\n${uses}\n}\n`;
  const assembly = await compile(windows32Target, ['-S'], program);
  return new Map(
    [...assembly.matchAll(/__imp__(Ds\w+)@(\d+)/g)].map(([, name = '', bytes]) => [name, Number(bytes)]),
  );
}
