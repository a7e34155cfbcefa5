import { coverageWords, type DatabaseFacts, type SetVerdict, verifyBackupSet } from '@dsbackup/backup-set';
import type { Command } from 'commander';
import { exitCodes } from '../exit-code.js';
import { formatBytes } from '../output/format-bytes.js';
import { type CommandContext, type CommonOptions, runCommand } from '../run-command.js';

/** How many problems and notes are told to people; programs get all that were kept. */
const told = 20;

/** `dsbackup verify SET`: is every byte still what was written, and would the database come back? */
export function addVerifyCommand(program: Command, context: CommandContext): Command {
  return program
    .command('verify')
    .argument('<set>', "a set's folder")
    .description('check every byte of a set, every page of its databases, and whether they would come back')
    .addHelpText('after', '\nExamples:\n  dsbackup verify sets/DC01-…\n  dsbackup verify sets/DC01-… --json')
    .action((set: string, options: CommonOptions) =>
      runCommand(context, { name: 'verify', options }, async (reporter) => {
        const verdict = await verifyBackupSet(set, {
          signal: context.signal,
          onProgress: ({ bytes, totalBytes, path }) =>
            reporter.advance({ done: bytes, total: totalBytes, subject: path }),
        });
        const { manifest, ...result } = verdict;
        return {
          exitCode: exitCodeOfVerdict(verdict),
          result: { ...result, set: manifest?.name, coverage: manifest?.coverage },
          text: describeVerdict(verdict),
        };
      }),
    );
}

/** A whole set of a backup that left files out is no clean one: it ends as the backup did, with warnings. */
function exitCodeOfVerdict({ verdict, manifest }: SetVerdict): number {
  if (verdict !== 'whole') return exitCodes.verificationFailed;
  const partly = manifest?.components.some(({ succeeded }) => !succeeded) || manifest?.warnings.length;
  return partly || manifest?.completion !== 'declared' ? exitCodes.warnings : exitCodes.done;
}

function describeVerdict({
  path,
  verdict,
  manifest,
  problems,
  notes,
  databases,
  ...counts
}: SetVerdict): string {
  const coverage = manifest === undefined ? '' : `, ${coverageWords(manifest.coverage)}`;
  const more = problems.length + notes.length - 2 * told;
  const left = (manifest?.components ?? []).filter(({ succeeded }) => !succeeded);
  return [
    `${path}: ${verdict === 'whole' ? 'whole' : 'DAMAGED'}, ${counts.files} files, ${formatBytes(counts.bytes)}${coverage}`,
    ...databases.map(describeDatabase),
    ...left.map(
      ({ component, skipped }) => `  warning: ${component} is not whole: ${skipped} files were left out`,
    ),
    ...(manifest?.warnings ?? []).map((warning) => `  warning: ${warning}`),
    ...problems.slice(0, told).map(({ code, path: at, message }) => `  ${code} ${at}: ${message}`),
    ...notes.slice(0, told).map(({ path: at, message }) => `  note: ${at}: ${message}`),
    ...(more + counts.omitted > 0 ? ['  … and more: --json names them.'] : []),
  ].join('\n');
}

const restorabilityWords: Readonly<Record<DatabaseFacts['restorability'], string>> = {
  restorable: 'it would come back as it is',
  'restorable-after-log-replay': 'it would come back by replaying the logs of this set',
  'data-loss': 'it would come back without its last transactions',
  'not-restorable': 'it would NOT come back',
};

function describeDatabase({ path, state, restorability, pages, pageSize }: DatabaseFacts): string {
  const bad = pages.bad - pages.badPastOwned;
  const states = state.replaceAll('-', ' ');
  return `  ${path}: ${pages.pages} pages of ${pageSize} bytes, ${bad} bad, ${states}; ${restorabilityWords[restorability]}`;
}
