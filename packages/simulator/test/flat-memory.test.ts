import { join } from 'node:path';
import type { ShadowFileSystem } from '@dsbackup/vss/native';
import { describe, expect, it } from 'vitest';
import { createDomainController, openSimulatedDomainController } from '../src/index.js';
import { temporaryFolder } from './hand-made-tree.js';

const full = process.env.DSBACKUP_FULL === '1';
const gibibyte = 2 ** 30;
const size = full ? 4 * gibibyte : gibibyte / 16;
const sysvolFiles = full ? 200_000 : 1000;
const mebibyte = 2 ** 20;
/** The process of the test runner has some 100 MiB before anything is made. */
const mostGrowth = 150 * mebibyte;

/** The most memory that a piece of work takes beyond what there was. */
async function growthOf(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 10);
  await work();
  clearInterval(timer);
  return Math.max(most, process.memoryUsage().rss) - before;
}

async function readAll(files: ShadowFileSystem, folder: string, buffer: Uint8Array): Promise<number> {
  let count = 0;
  for await (const { name, kind } of files.list(folder)) {
    const path = `${folder}\\${name}`;
    if (kind === 'directory') count += await readAll(files, path, buffer);
    if (kind !== 'file') continue;
    const file = await files.open(path);
    while ((await file.read(buffer)) > 0);
    await file.close();
    count += 1;
  }
  return count;
}

describe(`a domain controller of ${size / mebibyte} MiB and ${sysvolFiles} files`, () => {
  it(
    'is made and read in flat memory',
    async () => {
      const root = join(await temporaryFolder(), 'dc');
      expect(
        await growthOf(
          async () => void (await createDomainController(root, { size, sysvolFiles, logSize: mebibyte })),
        ),
      ).toBeLessThan(mostGrowth);
      const host = await openSimulatedDomainController(root);
      const { files } = await host.vss();
      const { directory, device } = await shadowCopy(host);
      const buffer = new Uint8Array(mebibyte);
      let count = 0;
      const growth = await growthOf(async () => {
        count = await readAll(files, `${device}\\Windows`, buffer);
      });
      expect(growth).toBeLessThan(mostGrowth);
      expect(count).toBeGreaterThan(sysvolFiles + 20);
      await directory.Release();
      expect(host.liveResources()).toBe(0);
    },
    full ? 1_800_000 : 60_000,
  );
});

/** A shadow copy of the whole volume, and the object that it lives as long as. */
async function shadowCopy(host: Awaited<ReturnType<typeof openSimulatedDomainController>>) {
  const { vssapi } = await host.vss();
  const { pBackup } = await vssapi.CreateVssBackupComponentsInternal();
  if (pBackup === null) throw new Error('no object');
  await pBackup.InitializeForBackup(null);
  await pBackup.SetBackupState(false, true, 1, false);
  await ended(pBackup.GatherWriterMetadata());
  await pBackup.StartSnapshotSet();
  const { idSnapshot } = await pBackup.AddToSnapshotSet('C:\\', '{00000000-0000-0000-0000-000000000000}');
  await ended(pBackup.PrepareForBackup());
  await ended(pBackup.DoSnapshotSet());
  const { prop, pProp } = await pBackup.GetSnapshotProperties(idSnapshot);
  if (pProp !== null) await vssapi.VssFreeSnapshotPropertiesInternal(pProp);
  return { directory: pBackup, device: prop?.m_pwszSnapshotDeviceObject ?? '' };
}

async function ended(
  start: ReturnType<import('@dsbackup/vss/native').IVssBackupComponents['DoSnapshotSet']>,
): Promise<void> {
  const { pAsync } = await start;
  while ((await pAsync?.QueryStatus())?.hrResult === 0x00042309);
  await pAsync?.Release();
}
