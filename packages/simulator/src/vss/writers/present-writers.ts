import { isDirectoryOnline } from '../../machine/directory-start.js';
import type { SimulatedMachine } from '../../machine/simulated-machine.js';
import { ntdsWriter } from './ntds-writer.js';
import { registryWriter, systemWriter, taskSchedulerWriter } from './system-state-writers.js';
import { sysvolWriter } from './sysvol-writer.js';
import type { WriterDefinition } from './writer-definition.js';

/**
 * The writers that answer on a machine. A directory service without its database does not run, and then its writer is
 * absent; the others answer whether their files are there or not, as on a real machine.
 */
export async function presentWriters(machine: SimulatedMachine): Promise<readonly WriterDefinition[]> {
  const ntds = (await isDirectoryOnline(machine)) ? [ntdsWriter] : [];
  return [taskSchedulerWriter, systemWriter, registryWriter, ...ntds, sysvolWriter(machine.release)];
}
