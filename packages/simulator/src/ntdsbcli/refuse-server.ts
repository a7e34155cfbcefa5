import type { Status } from '@dsbackup/ntdsbcli/native';
import type { SimulatedMachine } from '../machine/simulated-machine.js';
import { status } from './status.js';

/** Only the local computer answers, by its name, with or without backslashes before it (fact sheet, section 1). */
export function refuseServer(machine: SimulatedMachine, name: string): Status | undefined {
  const server = name.replace(/^\\+/, '');
  if (server === '' || server.includes('_')) return status.hrCouldNotConnect;
  const isLocal = server.toLowerCase() === machine.computerName.toLowerCase();
  return isLocal ? undefined : status.RPC_S_INVALID_BINDING;
}
