import type { IVssExamineWriterMetadata } from './ivss-examine-writer-metadata.js';
import type {
  IVssExamineWriterMetadataEx,
  IVssExamineWriterMetadataEx2,
  NewerWriterMetadata,
} from './ivss-examine-writer-metadata-ex.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import {
  bindIVssExamineWriterMetadata,
  type WriterMetadataParts,
} from './koffi-ivss-examine-writer-metadata.js';
import {
  bindIVssExamineWriterMetadataEx,
  bindIVssExamineWriterMetadataEx2,
} from './koffi-ivss-examine-writer-metadata-ex.js';
import { createQueryNewer } from './koffi-query-newer.js';
import { holdReference } from './koffi-reference.js';
import {
  IVssExamineWriterMetadataEx2Table,
  IVssExamineWriterMetadataExTable,
} from './tables/ivss-examine-writer-metadata-ex-tables.js';
import { IVssExamineWriterMetadataTable } from './tables/ivss-examine-writer-metadata-table.js';

/** The wrappers of a writer's metadata. Each takes over the reference that its address came with. */
export interface WriterMetadataWrappers {
  wrap(address: bigint): IVssExamineWriterMetadata;
  wrapEx(address: bigint): IVssExamineWriterMetadataEx;
}

/** Makes the wrappers of IVssExamineWriterMetadata objects and of their newer interfaces. */
export function createWriterMetadataWrappers(
  com: ComRuntime,
  parts: WriterMetadataParts,
): WriterMetadataWrappers {
  const bindBase = bindIVssExamineWriterMetadata(com, parts);
  const bindEx = bindIVssExamineWriterMetadataEx(com);
  const bindEx2 = bindIVssExamineWriterMetadataEx2(com, parts.wrapFiledesc);
  const query = createQueryNewer<NewerWriterMetadata>(com, {
    IVssExamineWriterMetadataEx: { table: IVssExamineWriterMetadataExTable, wrap: wrapEx },
    IVssExamineWriterMetadataEx2: { table: IVssExamineWriterMetadataEx2Table, wrap: wrapEx2 },
  });

  function hold(name: string, address: bigint) {
    const reference = holdReference(name, address, com.unknown.release);
    const self = () => reference.address;
    const metadata: IVssExamineWriterMetadata = {
      Release: () => reference.Release(),
      QueryInterface: async (newer) => query(self(), newer),
      ...bindBase(self),
    };
    return { self, metadata };
  }

  function wrapEx(address: bigint): IVssExamineWriterMetadataEx {
    const { self, metadata } = hold(IVssExamineWriterMetadataExTable.name, address);
    return { ...metadata, ...bindEx(self) };
  }

  function wrapEx2(address: bigint): IVssExamineWriterMetadataEx2 {
    const { self, metadata } = hold(IVssExamineWriterMetadataEx2Table.name, address);
    return { ...metadata, ...bindEx(self), ...bindEx2(self) };
  }

  return { wrap: (address) => hold(IVssExamineWriterMetadataTable.name, address).metadata, wrapEx };
}
