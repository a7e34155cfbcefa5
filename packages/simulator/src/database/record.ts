const fixedBytes = 4 + 4 + 4 + 1 + 4 + 4 + 8 + 4;
const lastFixed = 7;
const lastVariable = 128;
/** No fixed column is null; the last bit has no column. */
const nullBits = 0x80;
const nameColumn = 256;
const secretColumn = 257;
const taggedHasFlags = 0x4000;
const names = ['CN=Ada', 'CN=Users', 'DC=corp', 'DC=example', 'OU=Workstations', 'member', 'Domain Admins'];

/** Where a record's own number stands in it: DNT_col, and the record that it is an ancestor of itself. */
export const recordNumberOffsets = [4, fixedBytes + 1 + 2] as const;

/**
 * A record of the datatable of a given size: its fixed columns, the numbers of its ancestors, a name, and a value that
 * takes the rest. What differs from record to record is filled in later.
 */
export function encodeRecord(size: number, largePages: boolean): Uint8Array {
  const record = Buffer.alloc(size);
  record.writeUInt8(lastFixed, 0);
  record.writeUInt8(lastVariable, 1);
  record.writeUInt16LE(fixedBytes + 1, 2);
  const parent = 2;
  record.writeUInt32LE(parent, 8);
  record.writeUInt8(1, 12);
  record.writeUInt32LE(parent, 13);
  record.writeUInt32LE(1, 17);
  record.writeBigUInt64LE(13_350_000_000n, 21);
  record.writeUInt32LE(parent, 29);
  record.writeUInt8(nullBits, fixedBytes);
  const ancestors = 4;
  record.writeUInt16LE(ancestors, fixedBytes + 1);
  writeTagged(record.subarray(fixedBytes + 1 + 2 + ancestors), largePages);
  return Uint8Array.from(record);
}

/** Two tagged values: a name in UTF-16, and text to the end. Each begins with a byte of flags. */
function writeTagged(part: Buffer, largePages: boolean): void {
  const name = Buffer.from('Ada Lovelace', 'utf16le');
  const mark = largePages ? 0 : taggedHasFlags;
  const nameStart = 8;
  const valueStart = nameStart + 1 + name.length;
  part.writeUInt16LE(nameColumn, 0);
  part.writeUInt16LE(nameStart | mark, 2);
  part.writeUInt16LE(secretColumn, 4);
  part.writeUInt16LE(valueStart | mark, 6);
  part.writeUInt8(1, nameStart);
  name.copy(part, nameStart + 1);
  part.writeUInt8(1, valueStart);
  part.fill(names.join(','), valueStart + 1, part.length, 'latin1');
}
