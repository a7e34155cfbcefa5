import { extractBackupSet } from '@dsbackup/backup-set';
import type { Command } from 'commander';
import { exitCodes } from '../exit-code.js';
import { formatBytes } from '../output/format-bytes.js';
import { countOf } from '../output/format-count.js';
import { parseOptionPath } from '../parse-option-path.js';
import { parsePath } from '../parse-path.js';
import { type CommandContext, type CommonOptions, runCommand } from '../run-command.js';

interface ExtractOptions extends CommonOptions {
  readonly to: string;
}

/** `dsbackup extract SET --to DIR`: gives the files back; it does not put a directory back into service. */
export function addExtractCommand(program: Command, context: CommandContext): Command {
  return program
    .command('extract')
    .argument('<set>', "a set's folder", parsePath)
    .description('give the files of a set back into a new folder, every hash checked (C:\\x to DIR/C/x)')
    .requiredOption('--to <dir>', 'a folder that is empty or not there yet', parseOptionPath)
    .addHelpText('after', '\nExample:\n  dsbackup extract sets/DC01-… --to restored')
    .action((set: string, options: ExtractOptions) =>
      runCommand(context, { name: 'extract', options }, async (reporter) => {
        const { path, files, bytes, reparsePoints, manifest } = await extractBackupSet(set, options.to, {
          signal: context.signal,
          onProgress: (progress) =>
            reporter.advance({ done: progress.bytes, total: progress.totalBytes, subject: progress.path }),
        });
        const links = manifest.totals.reparsePoints;
        const left = manifest.totals.skipped;
        return {
          exitCode: left === 0 ? exitCodes.done : exitCodes.warnings,
          result: { path, files, bytes, skipped: left, reparsePoints },
          lines: [
            `${path}: ${countOf(files, 'file')}, ${formatBytes(bytes)}`,
            ...(left === 0
              ? []
              : [`  warning: the backup left out ${left} of its files; files.ndjson names them.`]),
            ...(links === 0
              ? []
              : [
                  `  not made again: ${countOf(links, 'reparse point')}; --json names them and their targets.`,
                ]),
            '  These are files to look at or to build on. To put a directory back into service takes a restore.',
          ],
        };
      }),
    );
}
