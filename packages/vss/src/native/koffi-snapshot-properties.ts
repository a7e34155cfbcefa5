import type { NativeLibrary, NativeMemory } from '@dsbackup/win32';
import { readStruct } from './layouts/read-struct.js';
import { VSS_SNAPSHOT_PROP_LAYOUT } from './layouts/vss-snapshot-prop-layout.js';
import type { SnapshotPropPointer, VSS_SNAPSHOT_PROP } from './vss-snapshot-prop.js';

/** The VSS_SNAPSHOT_PROP structs that are out: ours to allocate, VSS's to fill, and the strings in them VSS's to free. */
export interface SnapshotProperties {
  /** Memory for one struct, all zero, as a callee wants it. */
  allocate(): Uint8Array;
  /** Copies out what a callee wrote, and keeps the memory until `free`. Null when the callee wrote nothing: then there is nothing to free. */
  take(memory: Uint8Array): { pProp: SnapshotPropPointer; prop: VSS_SNAPSHOT_PROP } | null;
  /** Frees the strings in a struct. Throws an `Error` when it was freed before. */
  free(pProp: SnapshotPropPointer): Promise<void>;
}

/**
 * Binds `VssFreeSnapshotPropertiesInternal`, or `VssFreeSnapshotProperties` where a vssapi.dll has only that.
 *
 * @throws {Win32Error} ERROR_PROC_NOT_FOUND (127) when it has neither.
 */
export function createSnapshotProperties(vssapi: NativeLibrary): SnapshotProperties {
  const freeNative =
    vssapi.find('VssFreeSnapshotPropertiesInternal', 'void', ['memory']) ??
    vssapi.define('VssFreeSnapshotProperties', 'void', ['memory']);
  const out = new Map<SnapshotPropPointer, Uint8Array>();
  let taken = 0n;

  return {
    allocate: () => new Uint8Array(VSS_SNAPSHOT_PROP_LAYOUT.size[vssapi.memory.pointerSize]),
    take(memory) {
      if (memory.every((byte) => byte === 0)) return null;
      taken += 1n;
      // A number of our own, not an address: the struct lies in memory of ours, and only this module may reach it.
      const pProp = taken as SnapshotPropPointer;
      out.set(pProp, memory);
      return { pProp, prop: copySnapshotProp(vssapi.memory, memory) };
    },
    async free(pProp) {
      const memory = out.get(pProp);
      if (memory === undefined) throw new Error('These snapshot properties were freed already');
      out.delete(pProp);
      await freeNative.async(memory);
    },
  };
}

function copySnapshotProp(memory: NativeMemory, bytes: Uint8Array): VSS_SNAPSHOT_PROP {
  const prop = readStruct(VSS_SNAPSHOT_PROP_LAYOUT, bytes, memory.pointerSize);
  const text = (address: bigint | null) => (address === null ? null : memory.wideString(address));
  return {
    ...prop,
    m_pwszSnapshotDeviceObject: text(prop.m_pwszSnapshotDeviceObject),
    m_pwszOriginalVolumeName: text(prop.m_pwszOriginalVolumeName),
    m_pwszOriginatingMachine: text(prop.m_pwszOriginatingMachine),
    m_pwszServiceMachine: text(prop.m_pwszServiceMachine),
    m_pwszExposedName: text(prop.m_pwszExposedName),
    m_pwszExposedPath: text(prop.m_pwszExposedPath),
  };
}
