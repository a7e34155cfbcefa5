import type { BackupFile, FileKind } from '@dsbackup/session';
import type { ScriptedFile } from './scripted-driver.js';

/** Bytes that differ at every place a mistake could move them to. */
export function sampleBytes(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

/** A listed file with bytes of its own. */
export function sampleFile(
  list: BackupFile['list'],
  name: string,
  length: number,
  kind: FileKind = list === 'databases' ? 'database' : list === 'logs' ? 'log' : 'file',
): ScriptedFile {
  const component = list === 'others' ? 'SYSVOL' : 'NTDS';
  return {
    file: { path: `C:\\Windows\\${component}\\${name}`, list, kind, component },
    bytes: sampleBytes(length, length + 1),
  };
}

/** Two databases, a log, a directory and a small file: one of everything that rules differ for. */
export function sampleFiles(): readonly ScriptedFile[] {
  return [
    sampleFile('databases', 'ntds.dit', 100_000),
    sampleFile('databases', 'temp.edb', 24_576),
    sampleFile('logs', 'edb.log', 30_000),
    sampleFile('others', 'Policies', 0, 'directory'),
    sampleFile('others', 'gpt.ini', 26),
  ];
}
