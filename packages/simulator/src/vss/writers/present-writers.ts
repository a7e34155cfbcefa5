import type { SimulatedMachine } from '../../machine/simulated-machine.js';
import { ntdsWriter } from './ntds-writer.js';
import { registryWriter, systemWriter, taskSchedulerWriter } from './system-state-writers.js';
import { sysvolWriter } from './sysvol-writer.js';
import type { WriterDefinition } from './writer-definition.js';

/**
 * The writers that answer on a machine: each whose files are there. A directory service without its database does
 * not run, and then its writer is absent, as on a real machine.
 */
export async function presentWriters(machine: SimulatedMachine): Promise<readonly WriterDefinition[]> {
  const all = [taskSchedulerWriter, systemWriter, registryWriter, ntdsWriter, sysvolWriter(machine.release)];
  const present = await Promise.all(
    all.map(({ lives }) =>
      lives.kind === 'file'
        ? machine.directory.hasFile(lives.segments)
        : machine.directory.hasFolder(lives.segments),
    ),
  );
  return all.filter((_, index) => present[index]);
}
