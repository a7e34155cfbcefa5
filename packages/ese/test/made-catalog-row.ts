import type { PageNode } from '../src/index.js';

/** What a made row of the catalog says. */
export interface MadeCatalogRow {
  readonly table: number;
  readonly type: number;
  readonly id: number;
  readonly rootPage: number;
  readonly flags: number;
  readonly name: string;
}

const LAST_FIXED = 7;
const NAME = 128;
const FIXED_END = 31;

/** A row as it stands in the catalog: seven fixed columns, a byte of null bits, the end of the name and the name. */
export function catalogNode({ table, type, id, rootPage, flags, name }: MadeCatalogRow): PageNode {
  const data = Buffer.alloc(FIXED_END + 2 + name.length);
  data.writeUInt8(LAST_FIXED, 0);
  data.writeUInt8(NAME, 1);
  data.writeUInt16LE(FIXED_END, 2);
  data.writeUInt32LE(table, 4);
  data.writeUInt16LE(type, 8);
  data.writeUInt32LE(id, 10);
  data.writeUInt32LE(rootPage, 14);
  data.writeUInt32LE(flags, 22);
  data.writeUInt16LE(name.length, FIXED_END);
  data.write(name, FIXED_END + 2, 'latin1');
  const key = Buffer.alloc(10);
  key.writeUInt32BE(table, 0);
  key.writeUInt16BE(type, 4);
  key.writeUInt32BE(id, 6);
  return { flags: 0, key, data };
}
