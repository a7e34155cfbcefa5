import type { StructLayout } from './struct-layout.js';

/** `VSS_PROVIDER_PROP` (vss.h). */
export const VSS_PROVIDER_PROP_LAYOUT = {
  name: 'VSS_PROVIDER_PROP',
  size: { 4: 60, 8: 72 },
  members: {
    m_ProviderId: ['guid', { 4: 0, 8: 0 }],
    m_pwszProviderName: ['pointer', { 4: 16, 8: 16 }],
    m_eProviderType: ['uint32', { 4: 20, 8: 24 }],
    m_pwszProviderVersion: ['pointer', { 4: 24, 8: 32 }],
    m_ProviderVersionId: ['guid', { 4: 28, 8: 40 }],
    m_ClassId: ['guid', { 4: 44, 8: 56 }],
  },
} as const satisfies StructLayout;
