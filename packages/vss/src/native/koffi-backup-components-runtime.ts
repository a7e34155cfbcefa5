import { GUID_SIZE, parseGuid } from '@dsbackup/win32';
import type { HRESULT, VSS_ID } from './hresult.js';
import type { IVssAsync, StartedAsync } from './ivss-async.js';
import type { BoundMethods, ComRuntime } from './koffi-com-runtime.js';
import { outInterface } from './koffi-out.js';
import type { MethodsOf } from './tables/com-interface.js';
import { IVssBackupComponentsTable } from './tables/ivss-backup-components-table.js';

/** What the methods of IVssBackupComponents and of its newer interfaces share. */
export interface BackupComponentsRuntime {
  readonly com: ComRuntime;
  readonly methods: BoundMethods<MethodsOf<typeof IVssBackupComponentsTable>>;
  /** Makes a call that starts an operation; `call` is given the memory for the IVssAsync. */
  start(call: (pAsync: Uint8Array) => Promise<HRESULT>): Promise<StartedAsync>;
  /** Makes a call with a BSTR of our own, which is freed after it. */
  withBstr(text: string | null, call: (bstr: bigint | null) => Promise<HRESULT>): Promise<HRESULT>;
  /** GUIDs in a row, as a pointer to the first wants them. Throws a `TypeError` for text that is none. */
  guids(ids: readonly VSS_ID[]): Uint8Array;
}

/** Binds the methods that an IVssBackupComponents of any Windows has. */
export function createBackupComponentsRuntime(
  com: ComRuntime,
  wrapAsync: (address: bigint) => IVssAsync,
): BackupComponentsRuntime {
  return {
    com,
    methods: com.bind(IVssBackupComponentsTable),
    async start(call) {
      const operation = outInterface(wrapAsync);
      const hr = await call(operation.memory);
      return { hr, pAsync: operation.take() };
    },
    async withBstr(text, call) {
      const bstr = text === null ? null : com.bstr.allocate(text);
      try {
        return await call(bstr);
      } finally {
        if (bstr !== null) com.bstr.free(bstr);
      }
    },
    guids(ids) {
      const memory = new Uint8Array(ids.length * GUID_SIZE);
      ids.forEach((id, index) => {
        memory.set(parseGuid(id), index * GUID_SIZE);
      });
      return memory;
    },
  };
}
