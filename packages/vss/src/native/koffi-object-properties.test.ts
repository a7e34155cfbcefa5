import { describe, expect, it } from 'vitest';
import { VSS_OBJECT_PROVIDER, VSS_OBJECT_SNAPSHOT, VSS_OBJECT_SNAPSHOT_SET } from './constants.js';
import {
  allocateObjectProps,
  type ObjectPropertiesParts,
  takeObjectProp,
} from './koffi-object-properties.js';
import type { SnapshotPropPointer, VSS_SNAPSHOT_PROP } from './vss-snapshot-prop.js';

const prop = { m_lSnapshotsCount: 3 } as VSS_SNAPSHOT_PROP;
const pProp = 7n as SnapshotPropPointer;

function parts(pointerSize: 4 | 8) {
  const taken: Uint8Array[] = [];
  const freed: (bigint | null)[] = [];
  const fake: unknown = {
    memory: { pointerSize },
    taskText: {
      take(address: bigint | null) {
        freed.push(address);
        return address === null ? null : 'text';
      },
    },
    snapshotProperties: {
      take(memory: Uint8Array) {
        taken.push(memory);
        return memory.every((byte) => byte === 0) ? null : { prop, pProp };
      },
    },
  };
  return { parts: fake as ObjectPropertiesParts, taken, freed };
}

describe.each([
  [8, 136],
  [4, 104],
] as const)('takeObjectProp with pointers of %i bytes', (pointerSize, size) => {
  it('finds the struct by its index, and the union behind its type', () => {
    const { parts: from, taken, freed } = parts(pointerSize);
    const structs = allocateObjectProps(from, 3);
    expect(structs.length).toBe(3 * size);
    const view = new DataView(structs.buffer);
    view.setUint32(0, VSS_OBJECT_SNAPSHOT, true);
    view.setUint32(8 + 32, 3, true);
    view.setUint32(size, VSS_OBJECT_PROVIDER, true);
    view.setUint32(size + 8 + 16, 0x1111, true);
    view.setUint32(2 * size, 99, true);
    expect(takeObjectProp(from, structs, 0)).toEqual({
      Type: VSS_OBJECT_SNAPSHOT,
      Obj: { Snap: prop },
      pProp,
    });
    expect(taken[0]?.byteOffset).toBe(8);
    expect(taken[0]?.length).toBe(size - 8);
    expect(takeObjectProp(from, structs, 1)).toMatchObject({
      Type: VSS_OBJECT_PROVIDER,
      Obj: { Prov: { m_pwszProviderName: 'text', m_pwszProviderVersion: null } },
    });
    expect(freed).toEqual([0x1111n, null]);
    expect(takeObjectProp(from, structs, 2)).toEqual({ Type: 0, Obj: null });
  });

  it('has nothing to free where a type has no struct, or nothing was written', () => {
    const { parts: from } = parts(pointerSize);
    const structs = allocateObjectProps(from, 1);
    new DataView(structs.buffer).setUint32(0, VSS_OBJECT_SNAPSHOT_SET, true);
    expect(takeObjectProp(from, structs, 0)).toEqual({ Type: VSS_OBJECT_SNAPSHOT_SET, Obj: null });
    new DataView(structs.buffer).setUint32(0, VSS_OBJECT_SNAPSHOT, true);
    expect(takeObjectProp(from, structs, 0)).toEqual({ Type: 0, Obj: null });
  });
});
