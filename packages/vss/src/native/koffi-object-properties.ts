import type { NativeMemory } from '@dsbackup/win32';
import {
  VSS_OBJECT_NONE,
  VSS_OBJECT_PROVIDER,
  VSS_OBJECT_SNAPSHOT,
  VSS_OBJECT_SNAPSHOT_SET,
  VSS_OBJECT_UNKNOWN,
} from './constants.js';
import type { SnapshotProperties } from './koffi-snapshot-properties.js';
import type { TaskText } from './koffi-task-text.js';
import { readStruct } from './layouts/read-struct.js';
import { VSS_OBJECT_PROP_LAYOUT } from './layouts/vss-object-prop-layout.js';
import { VSS_PROVIDER_PROP_LAYOUT } from './layouts/vss-provider-prop-layout.js';
import type { VSS_OBJECT_PROP, VSS_PROVIDER_PROP } from './vss-object-prop.js';

/** What reading the structs of an enumerator takes. */
export interface ObjectPropertiesParts {
  readonly memory: NativeMemory;
  readonly taskText: TaskText;
  readonly snapshotProperties: SnapshotProperties;
}

/** Memory for `count` VSS_OBJECT_PROP in a row, all zero. */
export function allocateObjectProps({ memory }: ObjectPropertiesParts, count: number): Uint8Array {
  return new Uint8Array(count * VSS_OBJECT_PROP_LAYOUT.size[memory.pointerSize]);
}

/**
 * Copies out the struct at an index. A provider's texts are freed by that; a shadow copy's are kept, in the same memory,
 * until `VssFreeSnapshotPropertiesInternal`. So take each struct exactly once.
 */
export function takeObjectProp(
  parts: ObjectPropertiesParts,
  structs: Uint8Array,
  index: number,
): VSS_OBJECT_PROP {
  const { pointerSize } = parts.memory;
  const { size, union } = VSS_OBJECT_PROP_LAYOUT;
  const bytes = structs.subarray(index * size[pointerSize], (index + 1) * size[pointerSize]);
  const { Type } = readStruct(VSS_OBJECT_PROP_LAYOUT, bytes, pointerSize);
  const Obj = bytes.subarray(union.offset[pointerSize]);
  if (Type === VSS_OBJECT_SNAPSHOT) {
    const taken = parts.snapshotProperties.take(Obj);
    if (taken !== null) return { Type, Obj: { Snap: taken.prop }, pProp: taken.pProp };
  }
  if (Type === VSS_OBJECT_PROVIDER) return { Type, Obj: { Prov: takeProviderProp(parts, Obj) } };
  const isKnown = Type === VSS_OBJECT_NONE || Type === VSS_OBJECT_SNAPSHOT_SET;
  return { Type: isKnown ? Type : VSS_OBJECT_UNKNOWN, Obj: null };
}

function takeProviderProp({ memory, taskText }: ObjectPropertiesParts, bytes: Uint8Array): VSS_PROVIDER_PROP {
  const prop = readStruct(VSS_PROVIDER_PROP_LAYOUT, bytes, memory.pointerSize);
  return {
    ...prop,
    m_pwszProviderName: taskText.take(prop.m_pwszProviderName),
    m_pwszProviderVersion: taskText.take(prop.m_pwszProviderVersion),
  };
}
