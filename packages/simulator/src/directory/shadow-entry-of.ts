import { type BigIntStats, readlinkSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { ShadowEntry } from '@dsbackup/vss/native';
import { drivePathOf } from '../windows/windows-path.js';

const FILE_ATTRIBUTE_READONLY = 0x1;
const FILE_ATTRIBUTE_DIRECTORY = 0x10;
const FILE_ATTRIBUTE_ARCHIVE = 0x20;
const FILE_ATTRIBUTE_REPARSE_POINT = 0x400;
const ownerMayWrite = 0o200n;

/** Two plausible access lists: that of the directory's database, and that of everything else. */
const databaseAccess = 'O:BAG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)';
const systemAccess = 'O:SYG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;AU)';

/** Where an entry lies. */
export interface EntryPlace {
  readonly root: string;
  readonly path: string;
  readonly name: string;
}

/** An entry as a Windows file system would tell of it. */
export function shadowEntryOf(place: EntryPlace, stats: BigIntStats): ShadowEntry {
  const link = stats.isSymbolicLink();
  const directory = stats.isDirectory();
  return {
    name: place.name,
    kind: link ? 'reparse-point' : directory ? 'directory' : 'file',
    size: link || directory ? 0 : Number(stats.size),
    created: stats.birthtime.toISOString(),
    modified: stats.mtime.toISOString(),
    attributes: attributesOf(stats),
    securityDescriptor: isOfDatabase(place) ? databaseAccess : systemAccess,
    ...(link ? { reparseTarget: targetOf(place) } : {}),
  };
}

function isOfDatabase({ root, path }: EntryPlace): boolean {
  return path.slice(root.length).includes(`${sep}NTDS`);
}

function attributesOf(stats: BigIntStats): number {
  if (stats.isSymbolicLink()) return FILE_ATTRIBUTE_REPARSE_POINT | FILE_ATTRIBUTE_DIRECTORY;
  if (stats.isDirectory()) return FILE_ATTRIBUTE_DIRECTORY;
  return FILE_ATTRIBUTE_ARCHIVE | (stats.mode & ownerMayWrite ? 0 : FILE_ATTRIBUTE_READONLY);
}

/** A target inside the tree is told as the simulated Windows sees it, with its drive. */
function targetOf({ root, path }: EntryPlace): string {
  const target = readlinkSync(path);
  const inside = relative(root, target);
  if (inside.startsWith('..') || inside === target) return target;
  return drivePathOf(inside.split(sep).filter((segment) => segment !== ''));
}
