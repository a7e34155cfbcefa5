import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBstrCalls, createUnknown, type NativeLibrary, outUint32, vtableMethod } from '../src/index.js';
import { canCompile, compileNativeDouble, requireCompiler } from './compile-native-double.js';

requireCompiler();

const IID_KNOWN = '{507C37B4-CF5B-4e95-B0AF-14EB9767467E}';

describe.skipIf(!canCompile)('an object with two vtables, through real koffi', () => {
  let library: NativeLibrary;
  let remove: () => void = () => undefined;
  let twin: bigint;

  beforeAll(async () => {
    ({ library, remove } = await compileNativeDouble());
    twin = library.define('make_twin', 'pointer', ['uint32'])(12) as bigint;
  });
  afterAll(() => remove());

  it('calls a method of the first table, in both forms', async () => {
    const getCount = vtableMethod(library.memory, {
      name: 'Twin::GetCount',
      slot: 0,
      parameters: ['memory'],
    });
    const count = outUint32();
    expect(getCount(twin, count.memory)).toBe(0);
    expect(count.read()).toBe(12);
    const again = outUint32();
    expect(await getCount.async(twin, again.memory)).toBe(0);
    expect(again.read()).toBe(12);
  });

  it('counts references through the second table, with the address that belongs to it', async () => {
    const unknown = createUnknown(library.memory, 1);
    expect(unknown.addRef(twin)).toBe(2);
    expect(unknown.release(twin)).toBe(1);
    expect(unknown.addRef(twin)).toBe(2);
    expect(await unknown.releaseAsync(twin)).toBe(1);
  });

  it('asks for an interface, and takes E_NOINTERFACE as none', () => {
    const unknown = createUnknown(library.memory, 1);
    expect(unknown.queryInterface(twin, IID_KNOWN)).not.toBeNull();
    expect(unknown.release(twin)).toBe(1);
    expect(unknown.queryInterface(twin, '{00000001-0000-0000-0000-000000000000}')).toBeNull();
    expect(() => unknown.queryInterface(twin, '{00badbad-0000-0000-0000-000000000000}')).toThrow(
      'IUnknown::QueryInterface failed on "{00badbad-0000-0000-0000-000000000000}" with E_UNEXPECTED (0x8000FFFF)',
    );
  });

  it('throws in place of calling NULL', async () => {
    const missing = vtableMethod(library.memory, { name: 'Twin::GetNothing', slot: 1, parameters: [] });
    expect(() => missing(twin)).toThrow('Twin::GetNothing was called on an object that does not have it');
    await expect(missing.async(0n)).rejects.toThrow('Twin::GetNothing was called on no object');
  });
});

describe.skipIf(!canCompile)('BSTRs', () => {
  it('hold NULs, come back whole, and are freed once', async () => {
    const { library, remove } = await compileNativeDouble();
    const bstrs = await createBstrCalls(async () => library);
    const freed = library.define('strings_freed', 'uint32', []);
    const before = freed();
    const bstr = bstrs.allocate('a\0ü😀');
    expect(bstrs.read(bstr)).toBe('a\0ü😀');
    expect(bstrs.take(bstr)).toBe('a\0ü😀');
    expect(freed() - before).toBe(1);
    expect(bstrs.read(null)).toBe('');
    expect(bstrs.take(null)).toBeNull();
    expect(bstrs.read(bstrs.allocate(''))).toBe('');
    remove();
  });
});
