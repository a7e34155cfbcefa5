import { Option } from 'commander';

/** `--simulated DIR`: the domain controller is a folder that `dsbackup simulate` made, or one laid out like it. */
export function simulatedOption(): Option {
  return new Option(
    '--simulated <dir>',
    'use the simulated domain controller in this folder, not this computer',
  );
}
