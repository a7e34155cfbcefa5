import type { Bstr } from '@dsbackup/win32';
import { describe, expect, it } from 'vitest';
import { nativeTables } from '../../test/native-tables.js';
import { createIVssBackupComponentsWrapper } from './koffi-backup-components-wrapper.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import { createIVssComponentWrapper } from './koffi-component-wrapper.js';
import { createIVssAsyncWrapper } from './koffi-ivss-async.js';
import { createIVssEnumObjectWrapper } from './koffi-ivss-enum-object.js';
import { createIVssWMComponentWrapper } from './koffi-ivss-wm-component.js';
import { createIVssWMDependencyWrapper } from './koffi-ivss-wm-dependency.js';
import { createIVssWMFiledescWrapper } from './koffi-ivss-wm-filedesc.js';
import { createIVssWriterComponentsExtWrapper } from './koffi-ivss-writer-components-ext.js';
import type { SnapshotProperties } from './koffi-snapshot-properties.js';
import { createWriterMetadataWrappers } from './koffi-writer-metadata-wrapper.js';
import type { ComInterface } from './tables/com-interface.js';

/** Objects whose every method writes a fresh address wherever it is given room for a pointer, and then answers `hr`. */
function writingEverything(hr: number) {
  const out = new Map<bigint, string>();
  const called: string[] = [];
  let last = 0x1000n;

  function give(what: string): bigint {
    last += 8n;
    out.set(last, what);
    return last;
  }
  function giveBack(address: bigint): void {
    if (!out.delete(address)) throw new Error(`${address} was given back though it was not out`);
  }
  function take(address: bigint | null): string | null {
    if (address !== null) giveBack(address);
    return address === null ? null : 'text';
  }
  function call(name: string, args: readonly unknown[]): number {
    called.push(name);
    if (name === 'IVssWMComponent::FreeComponentInfo') giveBack(args[0] as bigint);
    for (const memory of args) {
      const isPointer =
        memory instanceof Uint8Array && memory.length === 8 && memory.every((byte) => byte === 0);
      if (isPointer) new DataView(memory.buffer).setBigUint64(0, give(name), true);
    }
    return hr;
  }
  function bind({ name, methods }: ComInterface): unknown {
    const bound = Object.keys(methods).map((method) => {
      const run = (_object: bigint, ...args: unknown[]) => call(`${name}::${method}`, args);
      return [method, Object.assign(run, { async: async (...args: [bigint]) => run(...args) })];
    });
    return Object.fromEntries(bound);
  }

  const unknown = {
    queryInterface: () => give('QueryInterface'),
    addRef: () => 1,
    release(address: bigint) {
      giveBack(address);
      return 0;
    },
    async releaseAsync(address: bigint) {
      giveBack(address);
      return 0;
    },
  };
  const runtime: unknown = {
    memory: { pointerSize: 8, bytes: (_address: bigint, length: number) => new Uint8Array(length) },
    bstr: { allocate: () => give('our BSTR') as Bstr, free: giveBack, take, read: () => '' },
    taskText: { take },
    unknown,
    secondUnknown: unknown,
    bind,
  };
  return { com: runtime as ComRuntime, out, called, give };
}

/** Structs of shadow copies have a test of their own; here none is ever written. */
const snapshotProperties: SnapshotProperties = {
  allocate: () => new Uint8Array(128),
  take: () => null,
  free: async () => undefined,
};

type Method = (...args: readonly unknown[]) => Promise<unknown>;
type Wrapped = Record<string, Method>;

/** Wraps an object of each kind, the newest interfaces of it included. */
async function wrapEach({ com, give }: ReturnType<typeof writingEverything>) {
  const wrapFiledesc = createIVssWMFiledescWrapper(com);
  const wrapDependency = createIVssWMDependencyWrapper(com);
  const wrapWMComponent = createIVssWMComponentWrapper(com, wrapFiledesc, wrapDependency);
  const metadata = createWriterMetadataWrappers(com, { wrapFiledesc, wrapComponent: wrapWMComponent });
  const wrapComponent = createIVssComponentWrapper(com, wrapFiledesc);
  const wrapWriterComponents = createIVssWriterComponentsExtWrapper(com, wrapComponent);
  const wrapAsync = createIVssAsyncWrapper(com);
  const wrapEnumObject = createIVssEnumObjectWrapper(com, { ...com, snapshotProperties });
  const wrapBackup = createIVssBackupComponentsWrapper(com, {
    wrapAsync,
    wrapEnumObject,
    wrapWriterMetadata: metadata.wrap,
    wrapWriterMetadataEx: metadata.wrapEx,
    wrapWriterComponents,
    snapshotProperties,
  });
  const bases = [
    wrapAsync(give('IVssAsync')),
    wrapEnumObject(give('IVssEnumObject')),
    wrapFiledesc(give('IVssWMFiledesc')),
    wrapDependency(give('IVssWMDependency')),
    wrapWMComponent(give('IVssWMComponent')),
    wrapWriterComponents(give('IVssWriterComponents')),
  ];
  const [backup, writer, component] = [
    wrapBackup(give('IVssBackupComponents')),
    metadata.wrap(give('IVssExamineWriterMetadata')),
    wrapComponent(give('IVssComponent')),
  ];
  const newest = [
    await backup.QueryInterface('IVssBackupComponentsEx'),
    await backup.QueryInterface('IVssBackupComponentsEx2'),
    await backup.QueryInterface('IVssBackupComponentsEx3'),
    await backup.QueryInterface('IVssBackupComponentsEx4'),
    await writer.QueryInterface('IVssExamineWriterMetadataEx'),
    await writer.QueryInterface('IVssExamineWriterMetadataEx2'),
    await component.QueryInterface('IVssComponentEx'),
    await component.QueryInterface('IVssComponentEx2'),
  ];
  return [...bases, backup, writer, component, ...newest] as unknown as readonly Wrapped[];
}

/** What a call is given: enough of it for every method, and lists where those are wanted. */
function argumentsOf(method: string): unknown[] {
  return /Writer(Classes|Instances)$/.test(method) ? [[]] : Array.from({ length: 8 }, () => 1);
}

/** Gives back what a call handed to its caller: interfaces, and memory that a method frees. */
async function giveBackAnswer(object: Wrapped, answer: unknown): Promise<void> {
  for (const value of Object.values(Object(answer))) {
    if (typeof value === 'bigint' && value !== 0n) await object.FreeComponentInfo?.(value);
    if (value !== null && typeof value === 'object' && 'Release' in value)
      await (value as Wrapped).Release?.();
  }
}

/** Methods that only a writer calls, by the verbs that no getter begins with. */
const writersOwn = /^IVssComponent(Ex2?)?::(Set|Add)/;

describe.each([
  ['succeeds', 0],
  ['fails after all', 0x8000ffff],
])('A method of the binding that writes every out-parameter and %s', (_how, hr) => {
  it('is there for every slot, and each pointer that it wrote is given back once', async () => {
    const native = writingEverything(hr);
    const objects = await wrapEach(native);
    for (const object of objects) {
      const before = native.out.size;
      for (const [name, method] of Object.entries(object)) {
        if (name === 'Release' || name === 'QueryInterface' || name === 'FreeComponentInfo') continue;
        await giveBackAnswer(object, await method(...argumentsOf(name)));
        expect([name, native.out.size]).toEqual([name, before]);
      }
    }
    for (const object of objects) await object.Release?.();
    expect([...native.out.values()]).toEqual([]);
    const due = nativeTables.flatMap(({ name, methods }) =>
      Object.keys(methods).map((method) => `${name}::${method}`),
    );
    const missing = due.filter((method) => !writersOwn.test(method) && !native.called.includes(method));
    expect(missing).toEqual([]);
  });
});
