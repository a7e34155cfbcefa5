/** How a member is written in memory. Windows' `LONG` has 32 bits in every process. */
export type MemberKind = 'guid' | 'int32' | 'uint32' | 'int64' | 'bool' | 'pointer';

/** A value in a process whose pointers have 4 bytes, and in one whose pointers have 8. */
export interface BySizeOfPointer {
  readonly 4: number;
  readonly 8: number;
}

/** A union in a struct: all its members, which are structs, begin at its offset. */
export interface UnionLayout {
  readonly name: string;
  readonly offset: BySizeOfPointer;
  readonly size: BySizeOfPointer;
  readonly members: readonly string[];
}

/** A struct: its size, and the kind and offset of every member. */
export interface StructLayout {
  readonly name: string;
  readonly size: BySizeOfPointer;
  readonly members: Readonly<Record<string, readonly [MemberKind, BySizeOfPointer]>>;
  readonly union?: UnionLayout;
}
