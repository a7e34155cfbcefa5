import type { StructLayout } from './struct-layout.js';

/** `VSS_SNAPSHOT_PROP` (vss.h). */
export const VSS_SNAPSHOT_PROP_LAYOUT = {
  name: 'VSS_SNAPSHOT_PROP',
  size: { 4: 96, 8: 128 },
  members: {
    m_SnapshotId: ['guid', { 4: 0, 8: 0 }],
    m_SnapshotSetId: ['guid', { 4: 16, 8: 16 }],
    m_lSnapshotsCount: ['int32', { 4: 32, 8: 32 }],
    m_pwszSnapshotDeviceObject: ['pointer', { 4: 36, 8: 40 }],
    m_pwszOriginalVolumeName: ['pointer', { 4: 40, 8: 48 }],
    m_pwszOriginatingMachine: ['pointer', { 4: 44, 8: 56 }],
    m_pwszServiceMachine: ['pointer', { 4: 48, 8: 64 }],
    m_pwszExposedName: ['pointer', { 4: 52, 8: 72 }],
    m_pwszExposedPath: ['pointer', { 4: 56, 8: 80 }],
    m_ProviderId: ['guid', { 4: 60, 8: 88 }],
    m_lSnapshotAttributes: ['int32', { 4: 76, 8: 104 }],
    m_tsCreationTimestamp: ['int64', { 4: 80, 8: 112 }],
    m_eStatus: ['uint32', { 4: 88, 8: 120 }],
  },
} as const satisfies StructLayout;
