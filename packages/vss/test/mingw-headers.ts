import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian's mingw-w64-common puts the headers. */
export const mingwHeaders = ['/usr/share/mingw-w64/include', '/usr/x86_64-w64-mingw32/include'].find(
  (folder) => existsSync(join(folder, 'vsbackup.h')),
);

/** Names that the headers of VSS declare, in their order. What they are worth is for the compiler to say. */
export interface MingwNames {
  /** Every interface, with the methods of its vtable from slot 0 on, the parents' included. */
  readonly interfaces: ReadonlyMap<string, readonly string[]>;
  readonly structs: ReadonlyMap<string, readonly string[]>;
  readonly unions: ReadonlyMap<string, readonly string[]>;
  /** The constants of all enumerations. */
  readonly constants: readonly string[];
  /** The VSS_E_ and VSS_S_ codes of vsserror.h. */
  readonly statuses: readonly string[];
}

/** Reads vss.h, vswriter.h, vsbackup.h and vsserror.h in the folder. */
export function readMingwNames(folder: string): MingwNames {
  const read = (header: string) => readFileSync(join(folder, header), 'utf8').replaceAll('\r', '');
  const text = ['vss.h', 'vswriter.h', 'vsbackup.h'].map(read).join('\n');
  const listed = (pattern: RegExp, item: RegExp) =>
    new Map(
      [...text.matchAll(pattern)].map(([, body = '', name = '']) => [
        name,
        [...body.matchAll(item)].map(([, member = '']) => member),
      ]),
    );
  return {
    interfaces: listed(/typedef struct \w+Vtbl \{([^}]*)\} (\w+)Vtbl;/g, /\(STDMETHODCALLTYPE \*(\w+)\)/g),
    structs: listed(/typedef struct _VSS_\w+ \{([^}]*)\} (\w+)\b/g, /(\w+);/g),
    unions: listed(/typedef union \w+ \{([^}]*)\} (\w+);/g, /(\w+);/g),
    constants: [...listed(/typedef enum \w+ \{([^}]*)\} (\w+);/g, /^\s*(\w+) =/gm).values()].flat(),
    statuses: [...read('vsserror.h').matchAll(/^#define (VSS_[ES]_\w+)\s/gm)].map(([, name = '']) => name),
  };
}
