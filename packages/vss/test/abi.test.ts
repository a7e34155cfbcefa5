import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ParameterType } from '@dsbackup/win32';
import { beforeAll, describe, expect, it } from 'vitest';
import * as constants from '../src/native/constants.js';
import type { MemberKind, StructLayout } from '../src/native/layouts/struct-layout.js';
import { VSS_COMPONENTINFO_LAYOUT } from '../src/native/layouts/vss-componentinfo-layout.js';
import { VSS_SNAPSHOT_PROP_LAYOUT } from '../src/native/layouts/vss-snapshot-prop-layout.js';
import type { ComInterface } from '../src/native/tables/com-interface.js';
import { IUnknownTable } from '../src/native/tables/iunknown-table.js';
import { IVssAsyncTable } from '../src/native/tables/ivss-async-table.js';
import { IVssBackupComponentsTable } from '../src/native/tables/ivss-backup-components-table.js';
import { IVssComponentTable } from '../src/native/tables/ivss-component-table.js';
import { IVssExamineWriterMetadataTable } from '../src/native/tables/ivss-examine-writer-metadata-table.js';
import { IVssWMComponentTable } from '../src/native/tables/ivss-wm-component-table.js';
import { IVssWMFiledescTable } from '../src/native/tables/ivss-wm-filedesc-table.js';
import { IVssWriterComponentsTable } from '../src/native/tables/ivss-writer-components-table.js';
import { vssStatuses } from '../src/native/vss-errors.js';
import {
  type AbiQuestion,
  askMember,
  askMethod,
  askMingw,
  askSlots,
  askValue,
  hasMingw,
  mingwHeaders,
  mingwTargets,
} from './mingw-abi.js';

const tables: readonly ComInterface[] = [
  IVssAsyncTable,
  IVssBackupComponentsTable,
  IVssComponentTable,
  IVssExamineWriterMetadataTable,
  IVssWMComponentTable,
  IVssWMFiledescTable,
  IVssWriterComponentsTable,
];
const layouts: readonly StructLayout[] = [VSS_COMPONENTINFO_LAYOUT, VSS_SNAPSHOT_PROP_LAYOUT];

/** What the program's `kind` says of a parameter that we pass so. A BSTR and a VSS_PWSZ are the same type to a compiler. */
const kinds: Record<ParameterType, readonly number[]> = {
  bool: [1],
  BOOL: [4],
  int32: [4],
  uint32: [4],
  int64: [8],
  uint64: [8],
  guid: [16],
  pointer: [100, 101],
  memory: [100],
  'wide-string': [101, 102],
};

const sizes: Record<Exclude<MemberKind, 'pointer'>, number> = {
  guid: 16,
  int32: 4,
  uint32: 4,
  int64: 8,
  bool: 1,
};

const known: readonly (readonly [string, number])[] = [
  ...Object.entries(constants).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, value] as const] : [],
  ),
  ...vssStatuses.map(({ name, hresult }) => [name, hresult] as const),
];

/** VSS hands on Win32 errors as HRESULTs, and they go by their Win32 name. */
function expressionOf(name: string): string {
  return /^(ERROR|RPC_S)_/.test(name) ? `__HRESULT_FROM_WIN32(${name})` : name;
}

const questions = [
  ...tables.flatMap(({ name, methods }) => [
    askSlots(name),
    ...Object.keys(methods).map((method) => askMethod(name, method)),
  ]),
  ...layouts.flatMap(({ name, members }) => [
    askValue(`sizeof(${name})`),
    ...Object.keys(members).map((member) => askMember(name, member)),
  ]),
  ...known.map(([name]) => askValue(expressionOf(name))),
];

describe.each([8, 4] as const)(
  "With pointers of %i bytes, by mingw-w64's headers and compiler",
  (pointerSize) => {
    const canRun = hasMingw(pointerSize);
    if (!canRun) {
      const message = `The ABI of vssapi.dll can't be checked: ${mingwTargets[pointerSize]}-g++ is not there. To get it: apt-get install mingw-w64`;
      if (process.env.CI) it('has a compiler', () => expect.fail(message));
      else console.warn(`\n*** ${message}\n`);
    }
    let answers = new Map<string, number[]>();
    const answer = ({ expression }: AbiQuestion) => answers.get(expression) ?? [];
    beforeAll(() => {
      if (canRun) answers = askMingw(pointerSize, questions);
    });
    const test = it.skipIf(!canRun);

    test.each(tables)(
      'every slot and parameter of $name is where the table says, and none is left out',
      (table) => {
        expect(answer(askSlots(table.name))).toEqual([table.slotCount]);
        for (const [method, { slot, parameters }] of Object.entries(table.methods)) {
          const [slotThere, count, ...kindsThere] = answer(askMethod(table.name, method));
          expect([method, slotThere, count]).toEqual([method, slot, parameters.length]);
          parameters.forEach((parameter, position) => {
            const where = `${table.name}::${method}, argument ${position + 1}, ${parameter}`;
            expect(kinds[parameter], where).toContain(kindsThere[position]);
          });
        }
      },
    );

    test.each(layouts)('every member of $name is where the layout says', ({ name, size, members }) => {
      expect(answer(askValue(`sizeof(${name})`))).toEqual([size[pointerSize]]);
      for (const [member, [kind, offset]] of Object.entries(members)) {
        const width = kind === 'pointer' ? pointerSize : sizes[kind];
        expect([member, ...answer(askMember(name, member))]).toEqual([member, offset[pointerSize], width]);
      }
    });

    test('every constant and HRESULT has the value of the headers', () => {
      const there = known.map(([name]) => [name, ...answer(askValue(expressionOf(name)))]);
      expect(there).toEqual(known.map(([name, value]) => [name, value >>> 0]));
    });
  },
);

describe.skipIf(mingwHeaders === undefined)("By the text of mingw-w64's headers", () => {
  const text = ['vss.h', 'vswriter.h', 'vsbackup.h', 'unknwnbase.h']
    .map((header) => readFileSync(join(mingwHeaders ?? '', header), 'utf8'))
    .join('\n');

  it.each([IUnknownTable, ...tables])(
    'the IID of $name is the one published, or none is',
    ({ name, iid }) => {
      const found = new RegExp(`MIDL_INTERFACE\\("([0-9a-f-]{36})"\\)\\s+${name}\\b`).exec(text)?.[1];
      expect(found).toBeDefined();
      expect(found).toBe(iid === null ? '00000000-0000-0000-0000-000000000000' : iid.slice(1, -1));
    },
  );
});
