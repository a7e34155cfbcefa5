import type { StructLayout } from './struct-layout.js';

/** `VSS_COMPONENTINFO` (vsbackup.h). Its flags are C++ `bool`, one byte each. */
export const VSS_COMPONENTINFO_LAYOUT = {
  name: 'VSS_COMPONENTINFO',
  size: { 4: 48, 8: 72 },
  members: {
    type: ['uint32', { 4: 0, 8: 0 }],
    bstrLogicalPath: ['pointer', { 4: 4, 8: 8 }],
    bstrComponentName: ['pointer', { 4: 8, 8: 16 }],
    bstrCaption: ['pointer', { 4: 12, 8: 24 }],
    pbIcon: ['pointer', { 4: 16, 8: 32 }],
    cbIcon: ['uint32', { 4: 20, 8: 40 }],
    bRestoreMetadata: ['bool', { 4: 24, 8: 44 }],
    bNotifyOnBackupComplete: ['bool', { 4: 25, 8: 45 }],
    bSelectable: ['bool', { 4: 26, 8: 46 }],
    bSelectableForRestore: ['bool', { 4: 27, 8: 47 }],
    dwComponentFlags: ['uint32', { 4: 28, 8: 48 }],
    cFileCount: ['uint32', { 4: 32, 8: 52 }],
    cDatabases: ['uint32', { 4: 36, 8: 56 }],
    cLogFiles: ['uint32', { 4: 40, 8: 60 }],
    cDependencies: ['uint32', { 4: 44, 8: 64 }],
  },
} as const satisfies StructLayout;
