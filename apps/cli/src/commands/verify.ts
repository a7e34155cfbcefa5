import { coverageWords, type SetVerification, verifyBackupSet } from '@dsbackup/backup-set';
import type { Command } from 'commander';
import { exitCodes } from '../exit-code.js';
import { formatBytes } from '../output/format-bytes.js';
import { type CommandContext, type CommonOptions, runCommand } from '../run-command.js';

/** `dsbackup verify SET`: is every byte still what was written, and would the database come back? */
export function addVerifyCommand(program: Command, context: CommandContext): Command {
  return program
    .command('verify')
    .argument('<set>', "a set's folder")
    .description('check every byte of a set, every page of its databases, and whether they would come back')
    .action((set: string, options: CommonOptions) =>
      runCommand(context, { name: 'verify', options }, async (reporter) => {
        const verification = await verifyBackupSet(set, {
          signal: context.signal,
          onProgress: ({ bytes, totalBytes, path }) =>
            reporter.advance({ done: bytes, total: totalBytes, subject: path }),
        });
        return {
          exitCode: exitCodeOfVerification(verification),
          result: { ...verification },
          text: describeVerification(verification),
        };
      }),
    );
}
