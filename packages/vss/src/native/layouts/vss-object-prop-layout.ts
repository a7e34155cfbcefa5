import type { StructLayout } from './struct-layout.js';

/**
 * `VSS_OBJECT_PROP` (vss.h): a type, and a union of `Snap`, a VSS_SNAPSHOT_PROP, and `Prov`, a VSS_PROVIDER_PROP. Both
 * begin where the union does.
 */
export const VSS_OBJECT_PROP_LAYOUT = {
  name: 'VSS_OBJECT_PROP',
  size: { 4: 104, 8: 136 },
  members: {
    Type: ['uint32', { 4: 0, 8: 0 }],
  },
  union: { name: 'Obj', offset: { 4: 8, 8: 8 }, size: { 4: 96, 8: 128 }, members: ['Snap', 'Prov'] },
} as const satisfies StructLayout;
