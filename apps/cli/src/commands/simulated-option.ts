import { Option } from 'commander';
import { parseOptionPath } from '../parse-option-path.js';

/** `--simulated DIR`: the domain controller is a folder that `dsbackup simulate` made, or one laid out like it. */
export function simulatedOption(): Option {
  const meaning = 'use the simulated domain controller in this folder, not this computer';
  return new Option('--simulated <dir>', meaning).argParser(parseOptionPath);
}
