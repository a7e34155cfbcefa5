import { formatGuid, type ParameterType } from '@dsbackup/win32';
import { beforeAll, describe, expect, it } from 'vitest';
import * as constants from '../src/native/constants.js';
import type { MemberKind, StructLayout } from '../src/native/layouts/struct-layout.js';
import { VSS_COMPONENTINFO_LAYOUT } from '../src/native/layouts/vss-componentinfo-layout.js';
import { VSS_OBJECT_PROP_LAYOUT } from '../src/native/layouts/vss-object-prop-layout.js';
import { VSS_PROVIDER_PROP_LAYOUT } from '../src/native/layouts/vss-provider-prop-layout.js';
import { VSS_SNAPSHOT_PROP_LAYOUT } from '../src/native/layouts/vss-snapshot-prop-layout.js';
import type { ComInterface } from '../src/native/tables/com-interface.js';
import { vssStatuses } from '../src/native/vss-errors.js';
import {
  type AbiQuestion,
  askIids,
  askMember,
  askMethod,
  askMingw,
  askSlots,
  askStackBytes,
  askValue,
  hasMingw,
  mingwTargets,
} from './mingw-abi.js';
import { mingwHeaders, readMingwNames } from './mingw-headers.js';
import { nativeTables as tables } from './native-tables.js';

const layouts: readonly StructLayout[] = [
  VSS_COMPONENTINFO_LAYOUT,
  VSS_OBJECT_PROP_LAYOUT,
  VSS_PROVIDER_PROP_LAYOUT,
  VSS_SNAPSHOT_PROP_LAYOUT,
];

/** Interfaces of the headers that only a writer calls or has. */
const writersOwn = [
  'IVssCreateExpressWriterMetadata',
  'IVssCreateWriterMetadata',
  'IVssCreateWriterMetadataEx',
  'IVssExpressWriter',
  'IVssWriterImpl',
];

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

/** How many bytes of a 32-bit stack a parameter takes: whole words. */
const pushed: Record<ParameterType, number> = {
  bool: 4,
  BOOL: 4,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
  guid: 16,
  pointer: 4,
  memory: 4,
  'wide-string': 4,
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

/** The names of all slots of a vtable, from 0 on. */
function slotsOf({ parent, methods }: ComInterface): string[] {
  return [...(parent === null ? [] : slotsOf(parent)), ...Object.keys(methods)];
}

function sorted(names: Iterable<string>): string[] {
  return [...names].sort();
}

const questions = [
  ...tables.flatMap(({ name, methods }) => [
    askSlots(name),
    ...Object.keys(methods).map((method) => askMethod(name, method)),
  ]),
  ...layouts.flatMap(({ name, members, union }) => [
    askValue(`sizeof(${name})`),
    ...[...Object.keys(members), ...(union === undefined ? [] : [union.name])].map((member) =>
      askMember(name, member),
    ),
    ...(union?.members ?? []).map((member) => askMember(name, `${union?.name}.${member}`)),
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
    let iids = new Map<string, Buffer>();
    const answer = ({ expression }: AbiQuestion) => answers.get(expression) ?? [];
    beforeAll(() => {
      if (!canRun) return;
      answers = askMingw(pointerSize, questions);
      iids = askIids(
        pointerSize,
        tables.map(({ name }) => name),
      );
    }, 60_000);
    const test = it.skipIf(!canRun);

    test.each(tables)('every slot and parameter of $name is where the table says', (table) => {
      expect(answer(askSlots(table.name))).toEqual([table.slotCount]);
      for (const [method, { slot, parameters }] of Object.entries(table.methods)) {
        const [slotThere, count, ...kindsThere] = answer(askMethod(table.name, method));
        expect([method, slotThere, count]).toEqual([method, slot, parameters.length]);
        parameters.forEach((parameter, position) => {
          const where = `${table.name}::${method}, argument ${position + 1}, ${parameter}`;
          expect(kinds[parameter], where).toContain(kindsThere[position]);
        });
      }
    });

    test.each(tables)('the IID of $name is the one published, or none is', ({ name, iid }) => {
      const found = iids.get(name);
      expect(found && formatGuid(found)).toBe(iid ?? constants.GUID_NULL);
    });

    test.each(layouts)('every member of $name is where the layout says', ({ name, size, members, union }) => {
      expect(answer(askValue(`sizeof(${name})`))).toEqual([size[pointerSize]]);
      for (const [member, [kind, offset]] of Object.entries(members)) {
        const width = kind === 'pointer' ? pointerSize : sizes[kind];
        expect([member, ...answer(askMember(name, member))]).toEqual([member, offset[pointerSize], width]);
      }
      if (union === undefined) return;
      expect(answer(askMember(name, union.name))).toEqual([
        union.offset[pointerSize],
        union.size[pointerSize],
      ]);
      for (const member of union.members) {
        const [offset] = answer(askMember(name, `${union.name}.${member}`));
        expect([member, offset]).toEqual([member, union.offset[pointerSize]]);
      }
    });

    test('every constant and HRESULT has the value of the headers', () => {
      const there = known.map(([name]) => [name, ...answer(askValue(expressionOf(name)))]);
      expect(there).toEqual(known.map(([name, value]) => [name, value >>> 0]));
    });
  },
);

describe.skipIf(!hasMingw(4))('By the names that a 32-bit compiler gives', () => {
  it('every method takes as many bytes from the stack as its parameters have', () => {
    const methods = tables.flatMap(({ name, methods }) =>
      Object.entries(methods).map(([method, { parameters }]) => ({ name, method, parameters })),
    );
    const there = askStackBytes(methods.map(({ name, method }) => [name, method]));
    const ours = methods.map(({ name, method, parameters }): [string, number] => [
      `${name}::${method}`,
      parameters.reduce((sum, parameter) => sum + pushed[parameter], 4),
    ]);
    expect(there).toEqual(new Map(ours));
  }, 60_000);
});

describe.skipIf(mingwHeaders === undefined)(
  "What mingw-w64's headers declare is what the binding has",
  () => {
    const names = readMingwNames(mingwHeaders ?? '');

    it('has every interface that a requester calls, and no other', () => {
      const ours = [...tables.map(({ name }) => name), 'IVssWriterComponentsExt', ...writersOwn];
      expect(sorted(names.interfaces.keys())).toEqual(sorted(ours));
    });

    it.each(tables)('has every slot of $name under its name, and no other', (table) => {
      expect(slotsOf(table)).toEqual(names.interfaces.get(table.name));
    });

    // The Windows SDK gives it a second base, IUnknown; mingw-w64's header forgets it (fact sheet 2.6 and 2.9). The day
    // this fails the header was mended, and the binding's two vtables can be compared with it.
    it('knows the one defect of the headers: IVssWriterComponentsExt without its IUnknown', () => {
      expect(names.interfaces.get('IVssWriterComponentsExt')).toEqual(
        names.interfaces.get('IVssWriterComponents'),
      );
    });

    it('has every struct, union and member, and no other', () => {
      const ours = layouts.map(({ name, members, union }) => [
        name,
        [...Object.keys(members), ...(union === undefined ? [] : [union.name])],
      ]);
      expect(Object.fromEntries(names.structs)).toEqual(Object.fromEntries(ours));
      expect(names.unions).toEqual(new Map([['VSS_OBJECT_UNION', VSS_OBJECT_PROP_LAYOUT.union.members]]));
    });

    it('has every constant of every enumeration, and no other', () => {
      const ours = Object.entries(constants).flatMap(([name, value]) =>
        typeof value === 'number' && !name.startsWith('VSS_S_') ? [name] : [],
      );
      expect(sorted(ours)).toEqual(sorted(names.constants));
    });

    it('has every code of vsserror.h, and no other', () => {
      const ours = vssStatuses.map(({ name }) => name).filter((name) => name.startsWith('VSS_'));
      expect(sorted(ours)).toEqual(sorted(names.statuses));
    });
  },
);
