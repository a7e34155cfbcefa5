import { describe, expect, it } from 'vitest';
import { type ScriptedDll, scriptedDlls } from '../../test/scripted-dlls.js';
import { createVssapiApi } from './koffi-vssapi-api.js';

const DECORATED = '?CreateVssBackupComponents@@YAJPEAPEAVIVssBackupComponents@@@Z';

function load(vssapi: ScriptedDll) {
  return createVssapiApi(scriptedDlls({ 'vssapi.dll': vssapi, 'oleaut32.dll': {}, 'ole32.dll': {} }));
}

const answer = (hr: number) => () => hr;

describe('createVssapiApi', () => {
  it('prefers the plain export, and falls back to the C++ name', async () => {
    const free = { VssFreeSnapshotPropertiesInternal: () => undefined };
    const both = await load({
      ...free,
      CreateVssBackupComponentsInternal: answer(0x80070005),
      [DECORATED]: answer(0x8000ffff),
    });
    expect(await both.CreateVssBackupComponentsInternal()).toEqual({ hr: 0x80070005, pBackup: null });
    const old = await load({ ...free, [DECORATED]: answer(0x8000ffff) });
    expect(await old.CreateVssBackupComponentsInternal()).toEqual({ hr: 0x8000ffff, pBackup: null });
  });

  it('has no object when the call wrote none, whatever it answered', async () => {
    const api = await load({ CreateVssBackupComponentsInternal: answer(0) });
    expect(await api.CreateVssBackupComponentsInternal()).toEqual({ hr: 0, pBackup: null });
  });

  it('rejects with error 126 when there is no vssapi.dll', async () => {
    await expect(createVssapiApi(scriptedDlls({}))).rejects.toMatchObject({ status: 126 });
  });
});
