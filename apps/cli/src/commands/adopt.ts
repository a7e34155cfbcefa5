import { adoptPartialSet } from '@dsbackup/backup-set';
import type { Command } from 'commander';
import { exitCodes } from '../exit-code.js';
import { parsePath } from '../parse-path.js';
import { type CommandContext, type CommonOptions, runCommand } from '../run-command.js';

const hints = {
  TARGET_EXISTS:
    'It may be this very set, adopted before. Look at both; rename the one that is there, and adopt again.',
} as const;

/** `dsbackup adopt PARTIAL`: finishes a set whose backup ended after everything was stored. */
export function addAdoptCommand(program: Command, context: CommandContext): Command {
  return program
    .command('adopt')
    .argument(
      '<partial>',
      'a folder that ends in .partial, and that no backup is writing any more',
      parsePath,
    )
    .description(
      'finish a set whose backup had stored everything and then ended: check it and give it its name',
    )
    .action((partial: string, options: CommonOptions) =>
      runCommand(context, { name: 'adopt', options, hints }, async (reporter) => {
        const { path, manifest } = await adoptPartialSet(partial, {
          signal: context.signal,
          onProgress: ({ bytes, totalBytes, path: subject }) =>
            reporter.advance({ done: bytes, total: totalBytes, subject }),
        });
        const declared = manifest?.completion === 'declared';
        return {
          exitCode: declared ? exitCodes.done : exitCodes.warnings,
          result: { set: path, completion: manifest?.completion },
          lines: declared
            ? [path]
            : [path, '  warning: success was never declared to Windows, though everything was stored.'],
        };
      }),
    );
}
