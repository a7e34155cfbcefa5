import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExpectedFile } from '@dsbackup/contract';
import type { FileList } from '@dsbackup/session';

/** What the double's writers name of the Windows in `folder`, read from where it is, not through a shadow copy. */
export function expectedFiles(folder: string): ExpectedFile[] {
  const ntds = join(folder, 'NTDS');
  const config = join(folder, 'system32', 'config');
  const hives = readdirSync(config);
  const logs = readdirSync(ntds).filter((name) => /^edb.*\.log$/i.test(name));
  return [
    readable(join(ntds, 'ntds.dit'), 'databases'),
    ...[...logs, 'edb.chk'].map((name) => readable(join(ntds, name), 'logs')),
    ...tree(join(folder, 'SYSVOL')),
    ...['default', 'SAM', 'SECURITY', 'software', 'system'].map((hive) =>
      readable(join(config, spelling(hive, hives)), 'others'),
    ),
  ];
}

/** A name as its folder spells it. */
function spelling(name: string, entries: readonly string[]): string {
  return entries.find((entry) => entry.toLowerCase() === name.toLowerCase()) ?? name;
}

/** A folder and all below it, each folder before what it holds. */
function tree(folder: string): ExpectedFile[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return [
    { path: folder, list: 'others', bytes: undefined },
    ...entries.flatMap((entry) => below(folder, entry)),
  ];
}

function below(folder: string, entry: Dirent): ExpectedFile[] {
  const path = join(folder, entry.name);
  if (entry.isDirectory()) return tree(path);
  if (entry.isFile()) return [readable(path, 'others')];
  return [{ path, list: 'others', bytes: undefined }];
}

function readable(path: string, list: FileList): ExpectedFile {
  return { path, list, bytes: readFileSync(path) };
}
