import { compile } from './compile.js';
import type { HeaderTarget } from './header-target.js';

/** A parameter as the header writes it. */
export interface HeaderParameter {
  readonly type: string;
  readonly name: string;
}

/** A function that the header declares. */
export interface HeaderFunction {
  readonly name: string;
  readonly result: string;
  readonly parameters: readonly HeaderParameter[];
  /** Whether the declaration says `__stdcall`, which a compiler for Windows sees and gcc for Linux does not. */
  readonly stdcall: boolean;
}

/** A struct that the header declares, by the name of its typedef. */
export interface HeaderStruct {
  readonly name: string;
  readonly members: readonly string[];
}

/** What ntdsbcli.h and ntdsbmsg.h declare, as the preprocessor of one compiler shows them. */
export interface Header {
  /** Macros that stand for a number. */
  readonly constants: readonly string[];
  /** Macros that stand for a text. Those that stand for one of them, and for nothing, are left out. */
  readonly texts: ReadonlyMap<string, string>;
  readonly functions: readonly HeaderFunction[];
  readonly structs: readonly HeaderStruct[];
}

/**
 * Reads the two headers through the compiler's preprocessor. `-dD` rather than `-dM`: it keeps the line markers, which
 * say what comes from these two headers, whatever windows.h has beside them.
 */
export async function readHeader(target: HeaderTarget): Promise<Header> {
  const preprocessed = await compile(target, ['-E', '-dD'], '#include <ntdsbcli.h>\n');
  const lines = ownLines(preprocessed);
  const macros = lines.flatMap((line) => {
    const [, name, body = ''] = /^#define (\w+) ?(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, body: body.trim() }];
  });
  const isText = ({ body }: { body: string }) => /^L?"|^g_/.test(body);
  const isOther = ({ name, body }: { name: string; body: string }) =>
    body === '' || body.startsWith('__MINGW_NAME_AW') || name === 'NTDSBCLI_API';
  const code = lines.filter((line) => !line.startsWith('#')).join('\n');
  return {
    constants: macros.filter((macro) => !isText(macro) && !isOther(macro)).map(({ name }) => name),
    texts: new Map(
      macros.flatMap(({ name, body }): [string, string][] => {
        const [, text] = /^L?"(.*)"$/.exec(body) ?? [];
        return text === undefined ? [] : [[name, text]];
      }),
    ),
    functions: functionsOf(code),
    structs: structsOf(code),
  };
}

/** The lines that the markers of the preprocessor give to one of the two headers. */
function ownLines(preprocessed: string): string[] {
  let own = false;
  return preprocessed.split(/\r?\n/).filter((line) => {
    const marker = /^# \d+ "(.*?)"/.exec(line);
    if (marker !== null) own = /[/\\]ntdsb(?:cli|msg)\.h$/.test(marker[1] ?? '');
    return own && marker === null;
  });
}

function functionsOf(code: string): HeaderFunction[] {
  const declarations = code.matchAll(/^\s*(\w+)\s+((?:__attribute__\(\(\w+\)\)\s+)*)(Ds\w+)\(([^)]*)\);/gm);
  return [...declarations].map(([, result = '', attributes = '', name = '', parameters = '']) => ({
    name,
    result,
    parameters: parameters.split(',').map(parameterOf),
    stdcall: attributes.includes('__stdcall__'),
  }));
}

/** The parameter's name is its last word. An array that is a parameter is a pointer. */
function parameterOf(text: string): HeaderParameter {
  const [, type = '', name = '', array] = /^\s*(.*?)(\w+)(\[\])?\s*$/.exec(text) ?? [];
  return { type: `${type.trim()}${array === undefined ? '' : ' *'}`, name };
}

function structsOf(code: string): HeaderStruct[] {
  return [...code.matchAll(/typedef struct \w+ \{([^}]*)\} (\w+)/g)].map(([, members = '', name = '']) => ({
    name,
    members: [...members.matchAll(/(\w+);/g)].map(([, member = '']) => member),
  }));
}
