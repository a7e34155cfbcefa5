import { describe, expect, it } from 'vitest';
import { findVssStatus, vssStatuses } from './native/vss-errors.js';
import { describeHresult, vssError } from './vss-errors.js';

describe('the HRESULTs of VSS', () => {
  it('have one name and one number each, and a meaning', () => {
    expect(new Set(vssStatuses.map(({ name }) => name)).size).toBe(vssStatuses.length);
    expect(new Set(vssStatuses.map(({ hresult }) => hresult)).size).toBe(vssStatuses.length);
    for (const { name, meaning } of vssStatuses) expect(meaning, name).toMatch(/^[^.]+$/);
  });

  it('are failures where their name says so', () => {
    for (const { name, hresult } of vssStatuses) {
      if (name.startsWith('VSS_')) expect(hresult >= 0x80000000, name).toBe(name.startsWith('VSS_E_'));
    }
  });

  it.each([
    [0x80070005, 'ACCESS_DENIED', false],
    [0x80042316, 'SNAPSHOT_IN_PROGRESS', true],
    [0x8004231f, 'INSUFFICIENT_STORAGE', false],
    [0x80042317, 'INSUFFICIENT_STORAGE', false],
    [0x8004230c, 'VOLUME_NOT_SUPPORTED', false],
    [0x8004230e, 'VOLUME_NOT_SUPPORTED', false],
    [0x800423f4, 'WRITER_FAILED', false],
    [0x800423f3, 'WRITER_FAILED', true],
    [0x80042319, 'WRITER_FAILED', false],
    [0x80042306, 'SNAPSHOT_LOST', true],
    [0x80042313, 'SNAPSHOT_LOST', true],
    [0x8007000e, 'OUT_OF_MEMORY', false],
    [0x80004001, 'NO_BACKEND', false],
    [0x80042301, 'NATIVE_FAILURE', false],
    [0x87654321, 'NATIVE_FAILURE', false],
  ] as const)('0x%s means %s, retryable: %s', (hresult, code, retryable) => {
    expect(vssError({ call: 'X::Y', hresult })).toMatchObject({ code, retryable, scope: 'session' });
  });

  it('are taken signed or unsigned', () => {
    expect(vssError({ call: 'X::Y', hresult: 0x80042316 | 0 })).toMatchObject({
      code: 'SNAPSHOT_IN_PROGRESS',
      native: { status: 0x80042316 },
    });
  });

  it('are told with the call, the object, the name, the number and the meaning', () => {
    const call = 'IVssBackupComponents::AddToSnapshotSet';
    const error = vssError({ call, hresult: 0x8004230c, subject: 'E:\\' });
    expect(error.message).toBe(
      'IVssBackupComponents::AddToSnapshotSet failed on E:\\: VSS_E_VOLUME_NOT_SUPPORTED (0x8004230C), no provider can make a shadow copy of the volume.',
    );
    expect(error.native).toEqual({
      call,
      domain: 'hresult',
      status: 0x8004230c,
      symbol: 'VSS_E_VOLUME_NOT_SUPPORTED',
    });
  });

  it('are kept whole when nobody knows them', () => {
    expect(findVssStatus(0x87654321)).toBeUndefined();
    expect(describeHresult(0x87654321)).toBe('0x87654321');
    const error = vssError({ call: 'X::Y', hresult: 0x87654321 });
    expect(error.native?.status).toBe(0x87654321);
    expect(error.hint).toBeUndefined();
  });
});
