import { resolve } from 'node:path';
import { openSimulatedDomainController } from '@dsbackup/simulator';
import type { BackupHost } from 'dsbackup';

/** Opens the simulated domain controller in a folder as a host to back up. */
export async function openSimulatedHost(dir: string): Promise<BackupHost> {
  return openSimulatedDomainController(resolve(dir));
}
