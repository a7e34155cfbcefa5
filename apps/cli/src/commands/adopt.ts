import { adoptPartialSet } from '@dsbackup/backup-set';
import type { Command } from 'commander';
import { exitCodes } from '../exit-code.js';
import { parsePath } from '../parse-path.js';
import { type CommandContext, type CommonOptions, runCommand } from '../run-command.js';
import { statementWords } from '../words/statement-words.js';

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
        const { path, verdict, manifest, problems, warnings } = await adoptPartialSet(partial, {
          signal: context.signal,
          onProgress: ({ bytes, totalBytes, path: subject }) =>
            reporter.advance({ done: bytes, total: totalBytes, subject }),
        });
        const told = [...problems, ...warnings].map(statementWords);
        return {
          exitCode: told.length > 0 ? exitCodes.warnings : exitCodes.done,
          result: { set: path, completion: manifest?.completion, verdict, problems, warnings },
          lines: [path, ...told.map((warning) => `  warning: ${warning}`)],
        };
      }),
    );
}
