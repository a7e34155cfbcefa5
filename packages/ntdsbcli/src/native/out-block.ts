import { type NativeMemory, outPointer, outUint32 } from '@dsbackup/win32';
import type { DsBlock, DsMemory } from './ntdsbcli-api.js';

/** More than any list of names or token; a size beyond it is no size, and copying that much would end the process. */
const LARGEST_BLOCK = 256 * 1024 * 1024;

/** The pair of out-parameters for memory that the DLL allocates, and its bytes, copied out before anything else. */
export function outBlock(memory: NativeMemory) {
  const pv = outPointer();
  const cb = outUint32();
  return {
    pv: pv.memory,
    cb: cb.memory,
    read(): DsBlock {
      const address = pv.read() as DsMemory | null;
      const size = cb.read() ?? 0;
      const copied = address !== null && size <= LARGEST_BLOCK;
      return { pv: address, bytes: copied ? memory.bytes(address, size) : new Uint8Array(0) };
    },
  };
}
