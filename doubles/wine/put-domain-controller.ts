import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDomainController } from '@dsbackup/simulator';
import type { WinePrefix } from './wine-prefix.js';

/** Puts a small domain controller's files on the prefix's drive C, and a shadow copy device that leads to it. */
export async function putDomainController(prefix: WinePrefix): Promise<void> {
  const made = await mkdtemp(join(tmpdir(), 'dsbackup-dc-'));
  try {
    const source = join(made, 'dc');
    await createDomainController(source, {
      windows: '2022',
      size: 2 * 2 ** 20,
      pageSize: 8192,
      logSize: 2 ** 16,
    });
    const windows = join(prefix.driveC, 'windows');
    for (const [from, to] of [
      ['NTDS', 'NTDS'],
      ['SYSVOL', 'SYSVOL'],
      ['System32/config', 'system32/config'],
    ] as const) {
      await rm(join(windows, to), { recursive: true, force: true });
      await cp(join(source, 'Windows', from), join(windows, to), { recursive: true, verbatimSymlinks: true });
    }
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  await prefix.linkDevice('HarddiskVolumeShadowCopy1', prefix.driveC);
}
