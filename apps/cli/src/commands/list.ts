import { coverageWords, type ListedSet, listBackupSets } from '@dsbackup/backup-set';
import type { Command } from 'commander';
import { exitCodes } from '../exit-code.js';
import { commandWord } from '../output/command-word.js';
import { formatBytes } from '../output/format-bytes.js';
import { parsePath } from '../parse-path.js';
import { type CommandContext, type CommonOptions, runCommand } from '../run-command.js';

/** `dsbackup list DIR`: the sets in a folder, by their manifests alone. */
export function addListCommand(program: Command, context: CommandContext): Command {
  return program
    .command('list')
    .argument('<dir>', 'a folder of sets', parsePath)
    .description('tell the sets in a folder, by their manifests alone; verify says whether they are good')
    .action((dir: string, options: CommonOptions) =>
      runCommand(context, { name: 'list', options }, async () => {
        const sets = await listBackupSets(dir);
        return {
          exitCode: sets.some(({ state }) => state === 'unreadable') ? exitCodes.warnings : exitCodes.done,
          result: { sets },
          lines: sets.length === 0 ? [`No sets in ${dir}.`] : sets.map(describeSet),
        };
      }),
    );
}

function describeSet(set: ListedSet): string {
  if (set.state === 'unreadable') return `${set.name}  UNREADABLE: ${set.message}`;
  if (set.state === 'partial') {
    const next = set.adoptable
      ? `if no backup is running, finish it: dsbackup adopt ${commandWord(set.path)}`
      : 'nothing in it can be used';
    return `${set.name}  NOT FINISHED; ${next}`;
  }
  const { coverage, totals, backend, components, finished } = set.manifest;
  const whole = components.every(({ succeeded }) => succeeded) ? '' : '  WITH FILES LEFT OUT';
  const size = formatBytes(totals.contentBytes).padStart(10);
  return `${set.name}  ${finished}  ${size}  ${coverageWords(coverage)}, by ${backend}${whole}`;
}
