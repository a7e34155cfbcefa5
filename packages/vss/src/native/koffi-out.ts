import { type BstrCalls, formatGuid, GUID_SIZE, outPointer, outUint32 } from '@dsbackup/win32';

/** Memory for a GUID that a callee writes; GUID_NULL until it does. */
export function outGuid() {
  const memory = new Uint8Array(GUID_SIZE);
  return { memory, read: () => formatGuid(memory) };
}

/** Memory for a BSTR that a callee gives; null until it does. `take` copies the text and frees the BSTR, so call it exactly once. */
export function outBstr(bstr: BstrCalls) {
  const out = outPointer();
  return { memory: out.memory, take: () => bstr.take(out.read()) };
}

/** Memory for an interface that a callee gives, wrapped by `wrap`; null until it does. `take` owns the reference, so call it exactly once. */
export function outInterface<T>(wrap: (address: bigint) => T) {
  const out = outPointer();
  return {
    memory: out.memory,
    take(): T | null {
      const address = out.read();
      return address === null ? null : wrap(address);
    },
  };
}

/** Memory for a 32-bit number that a callee writes. One that never was reads as `unwritten`: choose what claims the least. */
export function outNumber(unwritten: number) {
  const out = outUint32();
  return { memory: out.memory, read: () => out.read() ?? unwritten };
}
