import { formatGuid, GUID_SIZE } from '@dsbackup/win32';
import type { MemberKind, StructLayout } from './struct-layout.js';

/** What a member is in TypeScript. */
interface MemberValues {
  guid: string;
  int32: number;
  uint32: number;
  int64: bigint;
  bool: boolean;
  pointer: bigint | null;
}

/** The members of a struct as values; pointers stay addresses. */
export type StructValues<L extends StructLayout> = {
  readonly [N in keyof L['members']]: MemberValues[L['members'][N][0]];
};

/** Reads a copy of a struct by its layout. Throws a `RangeError` when `bytes` is shorter than the struct. */
export function readStruct<L extends StructLayout>(
  layout: L,
  bytes: Uint8Array,
  pointerSize: 4 | 8,
): StructValues<L> {
  if (bytes.length < layout.size[pointerSize]) {
    throw new RangeError(`${layout.name} has ${layout.size[pointerSize]} bytes, not ${bytes.length}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = Object.entries(layout.members).map(([member, [kind, offset]]) => [
    member,
    readMember[kind](view, offset[pointerSize], pointerSize),
  ]);
  // Each kind's reader gives that kind's value; Object.fromEntries only forgets which member it was.
  return Object.fromEntries(values) as StructValues<L>;
}

type MemberReader<V> = (view: DataView, offset: number, pointerSize: 4 | 8) => V;

const readMember: { readonly [K in MemberKind]: MemberReader<MemberValues[K]> } = {
  guid: (view, offset) => formatGuid(new Uint8Array(view.buffer, view.byteOffset + offset, GUID_SIZE)),
  int32: (view, offset) => view.getInt32(offset, true),
  uint32: (view, offset) => view.getUint32(offset, true),
  int64: (view, offset) => view.getBigInt64(offset, true),
  bool: (view, offset) => view.getUint8(offset) !== 0,
  pointer(view, offset, pointerSize) {
    const address =
      pointerSize === 8 ? view.getBigUint64(offset, true) : BigInt(view.getUint32(offset, true));
    return address === 0n ? null : address;
  },
};
