import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  formatGuid,
  type NativeLibrary,
  outBool,
  outPointer,
  outUint32,
  outUint64,
  Win32Error,
} from '../src/index.js';
import { fillWideBuffer } from '../src/text/fill-wide-buffer.js';
import { canCompile, compileNativeDouble, requireCompiler } from './compile-native-double.js';

requireCompiler();

describe.skipIf(!canCompile)('a native library through real koffi', () => {
  let library: NativeLibrary;
  let remove: () => void = () => undefined;

  beforeAll(async () => {
    ({ library, remove } = await compileNativeDouble());
  });
  afterAll(() => remove());

  it('passes and returns numbers of every width', () => {
    expect(library.define('add', 'int32', ['int32', 'uint32'])(-5, 3)).toBe(-2);
    expect(library.define('negate', 'int64', ['int64'])(5n)).toBe(-5n);
    expect(library.define('largest', 'uint64', ['uint64'])(2n ** 64n - 1n)).toBe(2n ** 64n - 1n);
    expect(library.define('largest', 'uint64', ['uint64'])(7n)).toBe(7n);
  });

  it('gives an HRESULT as an unsigned number', () => {
    expect(library.define('failed_hresult', 'hresult', [])()).toBe(0x80070005);
  });

  it('keeps bool and BOOL apart, and takes any BOOL but 0 as true', () => {
    expect(library.define('invert', 'bool', ['bool'])(true)).toBe(false);
    expect(library.define('invert_BOOL', 'BOOL', ['BOOL'])(false)).toBe(true);
    expect(library.define('nothing', 'void', [])()).toBeUndefined();
  });

  it('passes wide strings whole, with characters beyond the first plane', () => {
    const length = library.define('wide_length', 'int32', ['wide-string']);
    expect([length('ünïcödé'), length('😀'), length(''), length(null)]).toEqual([7, 2, 0, -1]);
  });

  it('reads a buffer that the callee fills, and asks again when it is too small', () => {
    const fill = library.define('fill_wide', 'uint32', ['memory', 'uint32']);
    expect(fillWideBuffer(fill)).toBe('D😀C');
    const sizes: number[] = [];
    const stingy = (buffer: Uint8Array, size: number) => {
      sizes.push(size);
      return sizes.length === 1 ? 300 : fill(buffer, size);
    };
    expect(fillWideBuffer(stingy)).toBe('D😀C');
    expect(sizes).toEqual([260, 301]);
  });

  it('says where memory of ours lies, from its first byte on', () => {
    const block = new Uint8Array(new ArrayBuffer(16));
    block.set([1, 2, 3, 4], 4);
    const address = library.memory.address(block);
    expect(library.memory.address(block.subarray(4))).toBe(address + 4n);
    expect(library.memory.bytes(address + 4n, 4)).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(block).toHaveLength(16);
  });

  it('reads out-parameters, and tells those never written', () => {
    const run = (name: string) => {
      const outs = [outUint32(), outPointer(), outBool(), outUint64()] as const;
      const call = library.define(name, 'hresult', ['memory', 'memory', 'memory', 'memory']);
      call(outs[0].memory, outs[1].memory, outs[2].memory, outs[3].memory);
      return outs.map((out) => out.read());
    };
    const [number, pointer, flag, size] = run('write_outs');
    expect([number, flag, size]).toEqual([41, true, 0x123456789abcn]);
    expect(library.memory.wideString(pointer as bigint)).toBe('out');
    expect(() => library.memory.wideString(pointer as bigint, 2)).toThrow(RangeError);
    expect(library.memory.bytes(pointer as bigint, 4)).toEqual(Uint8Array.of(0x6f, 0, 0x75, 0));
    expect(run('write_nothing')).toEqual([undefined, null, undefined, undefined]);
  });

  it('gives the last error of the very call, in both forms', async () => {
    const fail = library.defineWithLastError('fail_with', 'BOOL', ['uint32']);
    expect(fail(5)).toEqual({ value: false, lastError: 5 });
    expect(await fail.async(1300)).toEqual({ value: false, lastError: 1300 });
  });

  it('passes a GUID by value, byte for byte', () => {
    const copyGuid = library.define('copy_guid', 'int32', ['uint32', 'guid', 'uint32', 'memory']);
    const copy = new Uint8Array(16);
    expect(copyGuid(7, '{B2014C9E-8711-4c5c-a5a9-3cf384484757}', 3, copy)).toBe(703);
    expect(formatGuid(copy)).toBe('{b2014c9e-8711-4c5c-a5a9-3cf384484757}');
  });

  it('refuses arguments that koffi would pass on wrongly', async () => {
    const add = library.define('add', 'int32', ['int32', 'uint32']);
    for (const wrong of [-1, 2 ** 32, 1.5, Number.NaN, '1', null, {}, 1n]) {
      expect(() => add(0, wrong as number)).toThrow(TypeError);
    }
    const wide = library.define('wide_length', 'int32', ['wide-string']);
    expect(() => wide('C:\\a\0b')).toThrow('Argument 1 of wide_length must be a string without NUL');
    expect(() => (add as unknown as (a: number) => number)(1)).toThrow('add takes 2 arguments, not 1');
    await expect(add.async(2 ** 31, 0)).rejects.toThrow(TypeError);
  });

  it('says which export is missing, by the number Windows has for it', () => {
    expect(library.find('not_there', 'void', [])).toBeUndefined();
    const error = catchError(() => library.define('not_there', 'void', []));
    expect(Win32Error.is(error) && error.status).toBe(127);
    expect(String(error)).toContain('native-double.so!not_there');
  });

  it('binds a function once', () => {
    expect(library.define('add', 'int32', ['int32', 'uint32'])).toBe(
      library.define('add', 'int32', ['int32', 'uint32']),
    );
  });

  it('keeps buffers and strings alive while calls are under way, whatever the collector does', async () => {
    const fill = library.define('fill_slowly', 'int32', ['memory', 'uint32', 'uint32']);
    const sum = library.define('wide_sum', 'int32', ['wide-string']);
    const size = 1 << 20;
    for (let round = 0; round < 4; round += 1) {
      // The buffers are named nowhere but in the calls.
      const calls = Array.from({ length: 24 }, () => fill.async(new Uint8Array(size), size, 0xee));
      const sums = Array.from({ length: 24 }, (_, index) => sum.async('a'.repeat(5000 + index)));
      for (let waste = 0; waste < 40; waste += 1) new Uint8Array(size).fill(1);
      collect();
      expect(await Promise.all(calls)).toEqual(Array.from({ length: 24 }, () => 0));
      expect(await Promise.all(sums)).toEqual(Array.from({ length: 24 }, (_, index) => 97 * (5000 + index)));
    }
  });

  it('fills a buffer in place, from its own offset', async () => {
    const whole = new Uint8Array(64);
    const fill = library.define('fill_slowly', 'int32', ['memory', 'uint32', 'uint32']);
    await fill.async(whole.subarray(16, 32), 16, 9);
    expect([whole[15], whole[16], whole[31], whole[32]]).toEqual([0, 9, 9, 0]);
  });

  it('refuses addresses that would end the process', () => {
    expect(() => library.memory.bytes(0n, 4)).toThrow(TypeError);
    expect(() => library.memory.pointer(-1n)).toThrow(TypeError);
    expect(() => library.memory.bytes(4096n, -1)).toThrow(RangeError);
    const largest = library.define('largest', 'pointer', ['pointer']);
    expect(() => largest(0n)).toThrow('or null');
    expect(largest(null)).toBeNull();
    expect(largest(2n ** 64n - 1n)).toBe(2n ** 64n - 1n);
  });
});

function catchError(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Runs the collector; v8 gives it only when asked for by flag. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
