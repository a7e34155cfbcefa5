import type { IVssExamineWriterMetadata } from './ivss-examine-writer-metadata.js';
import type {
  IVssExamineWriterMetadataEx,
  IVssExamineWriterMetadataEx2,
} from './ivss-examine-writer-metadata-ex.js';
import type { IVssWMFiledesc } from './ivss-wm-filedesc.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import { createGetters } from './koffi-getters.js';
import { outBstr, outGuid, outNumber } from './koffi-out.js';
import {
  IVssExamineWriterMetadataEx2Table,
  IVssExamineWriterMetadataExTable,
} from './tables/ivss-examine-writer-metadata-ex-tables.js';

/** Binds what IVssExamineWriterMetadataEx adds, called in place. */
export function bindIVssExamineWriterMetadataEx(com: ComRuntime) {
  const methods = com.bind(IVssExamineWriterMetadataExTable);
  return (self: () => bigint): Omit<IVssExamineWriterMetadataEx, keyof IVssExamineWriterMetadata> => ({
    async GetIdentityEx() {
      const [instance, writer] = [outGuid(), outGuid()];
      const [name, instanceName] = [outBstr(com.bstr), outBstr(com.bstr)];
      const [usage, source] = [outNumber(0), outNumber(0)];
      const hr = methods.GetIdentityEx(
        self(),
        instance.memory,
        writer.memory,
        name.memory,
        instanceName.memory,
        usage.memory,
        source.memory,
      );
      return {
        hr,
        idInstance: instance.read(),
        idWriter: writer.read(),
        bstrWriterName: name.take(),
        bstrInstanceName: instanceName.take(),
        usage: usage.read(),
        source: source.read(),
      };
    },
  });
}

/** Binds what IVssExamineWriterMetadataEx2 adds, called in place. */
export function bindIVssExamineWriterMetadataEx2(
  com: ComRuntime,
  wrapFiledesc: (address: bigint) => IVssWMFiledesc,
) {
  const methods = com.bind(IVssExamineWriterMetadataEx2Table);
  return (self: () => bigint): Omit<IVssExamineWriterMetadataEx2, keyof IVssExamineWriterMetadataEx> => {
    const get = createGetters(com, self);
    return {
      async GetVersion() {
        const [major, minor] = [outNumber(0), outNumber(0)];
        const hr = methods.GetVersion(self(), major.memory, minor.memory);
        return { hr, dwMajorVersion: major.read(), dwMinorVersion: minor.read() };
      },
      async GetExcludeFromSnapshotCount() {
        const { hr, value } = get.number(methods.GetExcludeFromSnapshotCount);
        return { hr, cExcludedFromSnapshot: value };
      },
      async GetExcludeFromSnapshotFile(iFile) {
        const { hr, value } = get.interface(methods.GetExcludeFromSnapshotFile, iFile, wrapFiledesc);
        return { hr, pFiledesc: value };
      },
    };
  };
}
