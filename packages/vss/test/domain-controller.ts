import { ScriptedVss } from './scripted-vss.js';

/** Bytes that differ from file to file and from place to place. */
export function bytesOf(seed: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + seed * 17 + (index >> 8)) & 0xff);
}

/** What a backup of the domain controller must list, and what is in it; undefined is a folder or a reparse point. */
export const expectedFiles = [
  ['databases', 'C:\\Windows\\NTDS\\ntds.dit', bytesOf(1, 1_200_123)],
  ['logs', 'C:\\Windows\\NTDS\\edb.log', bytesOf(2, 65_536)],
  ['logs', 'C:\\Windows\\NTDS\\edb00001.log', bytesOf(3, 65_536)],
  ['logs', 'C:\\Windows\\NTDS\\edb.chk', bytesOf(4, 8_192)],
  ['others', 'C:\\Windows\\SYSVOL', undefined],
  ['others', 'C:\\Windows\\SYSVOL\\domain', undefined],
  ['others', 'C:\\Windows\\SYSVOL\\domain\\GPT.INI', bytesOf(5, 26)],
  ['others', 'C:\\Windows\\SYSVOL\\domain\\scripts', undefined],
  ['others', 'C:\\Windows\\SYSVOL\\staging', undefined],
  ['others', 'C:\\Windows\\SYSVOL\\sysvol', undefined],
  ['others', 'C:\\Windows\\SYSVOL\\sysvol\\example.com', undefined],
  ['others', 'C:\\Windows\\system32\\config\\SAM', bytesOf(6, 40_000)],
  ['others', 'C:\\Windows\\system32\\config\\SYSTEM', new Uint8Array(0)],
  ['others', 'C:\\Windows\\system32\\config\\BBI', bytesOf(10, 100)],
] as const;

/** A small domain controller. */
export function domainController(): ScriptedVss {
  const machine = new ScriptedVss();
  for (const [, path, bytes] of expectedFiles) {
    if (bytes !== undefined) machine.put(path, { bytes });
  }
  machine.put('C:\\Windows\\SYSVOL\\domain\\scripts', { folder: true });
  machine.put('C:\\Windows\\SYSVOL\\staging\\half-copied', { bytes: bytesOf(7, 10) });
  machine.put('C:\\Windows\\SYSVOL\\sysvol\\example.com', { target: 'C:\\Windows\\SYSVOL\\domain' });
  machine.put('C:\\Windows\\system32\\config\\default.LOG', { bytes: bytesOf(8, 10) });
  machine.put('C:\\Windows\\NTDS\\temp.edb', { bytes: bytesOf(9, 10) });
  return machine;
}
