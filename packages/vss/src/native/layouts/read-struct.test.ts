import { describe, expect, it } from 'vitest';
import { readStruct } from './read-struct.js';
import type { StructLayout } from './struct-layout.js';
import { VSS_COMPONENTINFO_LAYOUT } from './vss-componentinfo-layout.js';
import { VSS_PROVIDER_PROP_LAYOUT } from './vss-provider-prop-layout.js';
import { VSS_SNAPSHOT_PROP_LAYOUT } from './vss-snapshot-prop-layout.js';

describe('readStruct', () => {
  const layout = {
    name: 'SAMPLE',
    size: { 4: 40, 8: 48 },
    members: {
      flag: ['bool', { 4: 0, 8: 0 }],
      signed: ['int32', { 4: 4, 8: 4 }],
      unsigned: ['uint32', { 4: 8, 8: 8 }],
      long: ['int64', { 4: 12, 8: 16 }],
      id: ['guid', { 4: 20, 8: 24 }],
      address: ['pointer', { 4: 36, 8: 40 }],
    },
  } as const satisfies StructLayout;

  it.each([4, 8] as const)('reads every kind of member where pointers have %i bytes', (pointerSize) => {
    const bytes = new Uint8Array(layout.size[pointerSize]);
    const view = new DataView(bytes.buffer);
    const at = (member: keyof typeof layout.members) => layout.members[member][1][pointerSize];
    view.setUint8(at('flag'), 2);
    view.setInt32(at('signed'), -2, true);
    view.setUint32(at('unsigned'), 0xfffffffe, true);
    view.setBigInt64(at('long'), -3n, true);
    bytes.set(
      Array.from({ length: 16 }, (_, index) => index),
      at('id'),
    );
    view.setUint32(at('address'), 0x1234, true);
    expect(readStruct(layout, bytes, pointerSize)).toEqual({
      flag: true,
      signed: -2,
      unsigned: 0xfffffffe,
      long: -3n,
      id: '{03020100-0504-0706-0809-0a0b0c0d0e0f}',
      address: 0x1234n,
    });
  });

  it('reads from a view that does not start at its buffer', () => {
    const whole = new Uint8Array(100).fill(0xff);
    const bytes = whole.subarray(50, 98).fill(0);
    expect(readStruct(layout, bytes, 8)).toMatchObject({ flag: false, unsigned: 0, address: null });
  });

  it('refuses fewer bytes than the struct has', () => {
    expect(() => readStruct(VSS_SNAPSHOT_PROP_LAYOUT, new Uint8Array(112), 8)).toThrow(
      'VSS_SNAPSHOT_PROP has 128 bytes, not 112',
    );
  });

  it.each([VSS_SNAPSHOT_PROP_LAYOUT, VSS_PROVIDER_PROP_LAYOUT, VSS_COMPONENTINFO_LAYOUT])(
    'has members of $name that neither overlap nor leave more room than alignment needs',
    ({ members, size }: StructLayout) => {
      for (const pointerSize of [4, 8] as const) {
        const widths = { guid: 16, int32: 4, uint32: 4, int64: 8, bool: 1, pointer: pointerSize };
        let end = 0;
        for (const [, [kind, offset]] of Object.entries(members)) {
          const alignment = Math.min(kind === 'guid' ? 4 : widths[kind], 8);
          expect(offset[pointerSize]).toBe(Math.ceil(end / alignment) * alignment);
          end = offset[pointerSize] + widths[kind];
        }
        expect(size[pointerSize] - end).toBeGreaterThanOrEqual(0);
        expect(size[pointerSize] - end).toBeLessThan(8);
      }
    },
  );
});
