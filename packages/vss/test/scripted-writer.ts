import type { FileSpec, WriterComponent } from '../src/metadata/writer-metadata.js';
import { VSS_CT_DATABASE, VSS_CT_FILEGROUP } from '../src/native/constants.js';

/** A writer of the double, and how it does. */
export interface ScriptedWriter {
  readonly instanceId: string;
  readonly writerId: string;
  readonly name: string;
  readonly components: readonly WriterComponent[];
  readonly excludes: readonly FileSpec[];
  /** What GetBackupMetadata answers for its components. */
  readonly backupMetadata?: string;
}

export const ntdsId = '{b2014c9e-8711-4c5c-a5a9-3cf384484757}';
export const dfsrId = '{2707761b-2324-473d-88eb-eb007a359533}';
export const frsId = '{d76f5a28-3092-4589-ba48-2958fb88ce29}';
export const registryId = '{afbab4a2-367d-4d15-a586-71dbb18f8485}';
export const systemId = '{e8132975-6f93-4464-a53e-1050253ae220}';

export function spec(path: string, filespec: string, recursive = false): FileSpec {
  return { path, filespec, recursive, alternateLocation: null, backupTypeMask: 0xf0f };
}

/** A component with what a test cares for. */
export function component(name: string, fields: Partial<WriterComponent> = {}): WriterComponent {
  return {
    type: fields.databases === undefined ? VSS_CT_FILEGROUP : VSS_CT_DATABASE,
    logicalPath: null,
    name,
    caption: null,
    selectable: true,
    selectableForRestore: false,
    restoreMetadata: false,
    notifyOnBackupComplete: false,
    flags: 0,
    dependencies: 0,
    databases: [],
    logs: [],
    files: [],
    ...fields,
  };
}

/** The writers of a small domain controller. */
export function domainControllerWriters(): ScriptedWriter[] {
  return [
    {
      instanceId: '{00000000-0000-0000-0000-000000000001}',
      writerId: systemId,
      name: 'System Writer',
      components: [
        component('System Files', { files: [spec('%systemroot%\\system32', '*.dll', true)] }),
        component('Win32 Services Files', { flags: 4 }),
      ],
      excludes: [],
    },
    {
      instanceId: '{00000000-0000-0000-0000-000000000002}',
      writerId: ntdsId,
      name: 'NTDS',
      backupMetadata: 'expires 2027-05-21',
      components: [
        component('ntds', {
          logicalPath: 'C:_Windows_NTDS',
          selectable: false,
          flags: 3,
          databases: [spec('C:\\Windows\\NTDS', 'ntds.dit')],
          logs: [spec('C:\\Windows\\NTDS', 'edb*.log'), spec('C:\\Windows\\NTDS', 'edb.chk')],
        }),
      ],
      excludes: [],
    },
    {
      instanceId: '{00000000-0000-0000-0000-000000000003}',
      writerId: dfsrId,
      name: 'DFS Replication service writer',
      components: [
        component('domain', { logicalPath: 'SYSVOL', files: [spec('C:\\Windows\\SYSVOL', '*', true)] }),
      ],
      excludes: [spec('C:\\Windows\\SYSVOL\\staging', '*', true)],
    },
    {
      instanceId: '{00000000-0000-0000-0000-000000000004}',
      writerId: registryId,
      name: 'Registry Writer',
      components: [
        component('Registry', {
          files: ['SAM', 'SYSTEM', 'BBI', 'default.LOG'].map((name) =>
            spec('%SystemRoot%\\system32\\config', name),
          ),
        }),
      ],
      excludes: [spec('%SystemRoot%\\system32\\config', 'default.LOG')],
    },
  ];
}
