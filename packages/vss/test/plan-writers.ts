import type { WriterMetadata } from '../src/metadata/writer-metadata.js';
import { component, dfsrId, ntdsId, registryId, spec, systemId } from './scripted-writer.js';

const config = '%SystemRoot%\\system32\\config';

/** What the writers of a small domain controller report. */
export const planWriters: readonly WriterMetadata[] = [
  writer(1, systemId, 'System Writer', {
    components: [
      component('System Files', { files: [spec('%systemroot%\\system32', '*.dll', true)] }),
      component('Win32 Services Files', { flags: 4 }),
    ],
  }),
  writer(2, ntdsId, 'NTDS', {
    components: [
      component('ntds', {
        logicalPath: 'C:_Windows_NTDS',
        selectable: false,
        flags: 3,
        databases: [spec('C:\\Windows\\NTDS', 'ntds.dit')],
        logs: [spec('C:\\Windows\\NTDS', 'edb*.log'), spec('C:\\Windows\\NTDS', 'edb.chk')],
      }),
    ],
  }),
  writer(3, dfsrId, 'DFS Replication service writer', {
    components: [
      component('domain', { logicalPath: 'SYSVOL', files: [spec('C:\\Windows\\SYSVOL', '*', true)] }),
    ],
    excludes: [spec('C:\\Windows\\SYSVOL\\staging', '*', true)],
  }),
  writer(4, registryId, 'Registry Writer', {
    components: [
      component('Registry', {
        files: ['SAM', 'SYSTEM', 'BBI', 'default.LOG'].map((name) => spec(config, name)),
      }),
    ],
    excludes: [spec(config, 'default.LOG')],
  }),
];

/** A writer that is part of the system state. */
export function writer(
  instance: number,
  writerId: string,
  name: string,
  contents: Partial<NonNullable<WriterMetadata['contents']>> = {},
): WriterMetadata {
  return {
    instanceId: `{00000000-0000-0000-0000-${String(instance).padStart(12, '0')}}`,
    writerId,
    name,
    usage: 1,
    source: 3,
    contents: { components: [], excludes: [], ...contents },
  };
}
