import { outUint32 } from '@dsbackup/win32';
import type { IVssAsync } from './ivss-async.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import { holdReference } from './koffi-reference.js';
import { IVssAsyncTable } from './tables/ivss-async-table.js';

/** Makes the wrapper of IVssAsync objects. Each takes over the reference that its address came with. */
export function createIVssAsyncWrapper(com: ComRuntime): (address: bigint) => IVssAsync {
  const methods = com.bind(IVssAsyncTable);
  return (address) => {
    const reference = holdReference(IVssAsyncTable.name, address, com.unknown.releaseAsync);
    return {
      Release: () => reference.Release(),
      Cancel: async () => methods.Cancel.async(reference.address),
      Wait: async (dwMilliseconds) => methods.Wait.async(reference.address, dwMilliseconds),
      async QueryStatus() {
        const hrResult = outUint32();
        const hr = await methods.QueryStatus.async(reference.address, hrResult.memory, null);
        return { hr, hrResult: hrResult.read() };
      },
    };
  };
}
