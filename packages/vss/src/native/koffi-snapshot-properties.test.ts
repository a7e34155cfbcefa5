import { describe, expect, it } from 'vitest';
import { type ScriptedDll, scriptedDlls } from '../../test/scripted-dlls.js';
import { createSnapshotProperties } from './koffi-snapshot-properties.js';

async function create(vssapi: ScriptedDll) {
  const texts = new Map([
    [0x10n, '\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy7'],
    [0x20n, '\\\\?\\Volume{1}\\'],
  ]);
  const load = scriptedDlls(
    { 'vssapi.dll': vssapi },
    { wideString: (address: bigint) => texts.get(address) ?? '' },
  );
  return createSnapshotProperties(await load('vssapi.dll'));
}

describe('createSnapshotProperties', () => {
  it.each(['VssFreeSnapshotPropertiesInternal', 'VssFreeSnapshotProperties'])(
    'copies out what was written, and frees that very memory once, by %s',
    async (name) => {
      const freed: unknown[] = [];
      const properties = await create({ [name]: (memory: Uint8Array) => freed.push(memory) });
      const memory = properties.allocate();
      expect(memory).toEqual(new Uint8Array(128));
      const view = new DataView(memory.buffer);
      view.setInt32(32, 1, true);
      view.setBigUint64(40, 0x10n, true);
      view.setBigUint64(48, 0x20n, true);
      view.setBigInt64(112, 134_000_000_000_000_000n, true);
      const taken = properties.take(memory);
      expect(taken?.prop).toEqual({
        m_SnapshotId: '{00000000-0000-0000-0000-000000000000}',
        m_SnapshotSetId: '{00000000-0000-0000-0000-000000000000}',
        m_lSnapshotsCount: 1,
        m_pwszSnapshotDeviceObject: '\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy7',
        m_pwszOriginalVolumeName: '\\\\?\\Volume{1}\\',
        m_pwszOriginatingMachine: null,
        m_pwszServiceMachine: null,
        m_pwszExposedName: null,
        m_pwszExposedPath: null,
        m_ProviderId: '{00000000-0000-0000-0000-000000000000}',
        m_lSnapshotAttributes: 0,
        m_tsCreationTimestamp: 134_000_000_000_000_000n,
        m_eStatus: 0,
      });
      if (taken === null) return;
      await properties.free(taken.pProp);
      expect(freed).toEqual([memory]);
      await expect(properties.free(taken.pProp)).rejects.toThrow('freed already');
    },
  );

  it('has nothing to free when nothing was written', async () => {
    const properties = await create({ VssFreeSnapshotPropertiesInternal: () => undefined });
    expect(properties.take(properties.allocate())).toBeNull();
  });
});
