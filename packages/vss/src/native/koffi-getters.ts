import { outBool, type VtableMethod } from '@dsbackup/win32';
import type { ComRuntime } from './koffi-com-runtime.js';
import { outBstr, outInterface, outNumber } from './koffi-out.js';

/** A method with one out-parameter and nothing else. */
export type Getter = VtableMethod<readonly ['memory']>;

/** A method that gives an interface by its index. */
export type IndexedGetter = VtableMethod<readonly ['uint32', 'memory']>;

/** Calls methods that have one out-parameter, in place, on the object that `self` answers. */
export function createGetters({ bstr }: ComRuntime, self: () => bigint) {
  return {
    text(method: Getter) {
      const out = outBstr(bstr);
      const hr = method(self(), out.memory);
      return { hr, text: out.take() };
    },
    /** One that never was written reads as `unwritten`: choose what claims the least. */
    number(method: Getter, unwritten = 0) {
      const out = outNumber(unwritten);
      const hr = method(self(), out.memory);
      return { hr, value: out.read() };
    },
    /** A C++ `bool`, false unless it was written. */
    bool(method: Getter) {
      const out = outBool();
      const hr = method(self(), out.memory);
      return { hr, value: out.read() ?? false };
    },
    interface<T>(method: IndexedGetter, index: number, wrap: (address: bigint) => T) {
      const out = outInterface(wrap);
      const hr = method(self(), index, out.memory);
      return { hr, value: out.take() };
    },
  };
}
