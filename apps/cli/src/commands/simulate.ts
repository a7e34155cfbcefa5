import { resolve } from 'node:path';
import { createDomainController, type WindowsReleaseName, windowsReleaseNames } from '@dsbackup/simulator';
import { type Command, Option } from 'commander';
import { exitCodes } from '../exit-code.js';
import { commandWord } from '../output/command-word.js';
import { formatBytes } from '../output/format-bytes.js';
import { parseCount } from '../parse-count.js';
import { parsePath } from '../parse-path.js';
import { parseSize } from '../parse-size.js';
import { type CommandContext, type CommonOptions, runCommand } from '../run-command.js';

interface SimulateOptions extends CommonOptions {
  readonly windows: WindowsReleaseName;
  readonly size: number;
  readonly pageSize?: string;
  readonly sysvolFiles?: number;
}

/** `dsbackup simulate DIR`: makes an embedded domain controller to try things on. */
export function addSimulateCommand(program: Command, context: CommandContext): Command {
  return program
    .command('simulate')
    .argument('<dir>', 'a folder that is empty or not there yet', parsePath)
    .description('make an embedded domain controller, to try everything without a real one')
    .addOption(
      new Option('--windows <year>', 'the Windows Server to be').choices(windowsReleaseNames).default('2022'),
    )
    .option('--size <size>', 'size of ntds.dit', parseSize, 256 * 2 ** 20)
    .addOption(
      new Option('--page-size <bytes>', 'page size of ntds.dit; 8192, or 32768 for 2025').choices([
        '4096',
        '8192',
        '16384',
        '32768',
      ]),
    )
    .option('--sysvol-files <count>', 'how many files SYSVOL has', parseCount)
    .action((dir: string, options: SimulateOptions) =>
      runCommand(context, { name: 'simulate', options }, async (reporter) => {
        const directory = resolve(dir);
        await createDomainController(directory, {
          windows: options.windows,
          size: options.size,
          ...(options.pageSize === undefined ? {} : { pageSize: Number(options.pageSize) }),
          ...(options.sysvolFiles === undefined ? {} : { sysvolFiles: options.sysvolFiles }),
          signal: context.signal,
          onProgress: ({ bytesWritten, bytesTotal }) =>
            reporter.advance({ done: bytesWritten, total: bytesTotal }),
        });
        return {
          exitCode: exitCodes.done,
          result: { directory, windows: options.windows, size: options.size },
          lines: [
            `A simulated Windows Server ${options.windows} with a database of ${formatBytes(options.size)} is in ${directory}.`,
            `Next: dsbackup backup --simulated ${commandWord(dir)} --to sets --plaintext`,
          ],
        };
      }),
    );
}
