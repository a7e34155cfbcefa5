import { coverageWords, type DatabaseFacts, type SetVerdict, verifyBackupSet } from '@dsbackup/backup-set';
import type { Command } from 'commander';
import { advanceOf } from '../output/advance-of.js';
import { formatBytes } from '../output/format-bytes.js';
import { countOf } from '../output/format-count.js';
import { parsePath } from '../parse-path.js';
import { type CommandContext, type CommonOptions, runCommand } from '../run-command.js';
import { restorabilityWords } from '../words/restorability-words.js';
import { statementWords } from '../words/statement-words.js';
import { structureWords } from '../words/structure-words.js';
import { deepOption } from './deep-option.js';
import { exitCodeOfVerdict } from './exit-code-of-verdict.js';

interface VerifyOptions extends CommonOptions {
  readonly deep?: boolean;
}

/** How many problems and notes are told to people; programs get all that were kept. */
const told = 20;

/** `dsbackup verify SET`: is every byte still what was written, and would the database come back? */
export function addVerifyCommand(program: Command, context: CommandContext): Command {
  return program
    .command('verify')
    .argument('<set>', "a set's folder", parsePath)
    .description('check every byte of a set, every page of its databases, and whether they would come back')
    .addOption(deepOption())
    .addHelpText(
      'after',
      '\nExamples:\n  dsbackup verify sets/DC01-…\n  dsbackup verify sets/DC01-… --deep\n  dsbackup verify sets/DC01-… --json',
    )
    .action((set: string, options: VerifyOptions) =>
      runCommand(context, { name: 'verify', options }, async (reporter) => {
        const verdict = await verifyBackupSet(set, {
          signal: context.signal,
          deep: options.deep,
          onProgress: (progress) => reporter.advance(advanceOf(progress)),
        });
        const { manifest, ...result } = verdict;
        return {
          exitCode: exitCodeOfVerdict(verdict),
          result: { ...result, set: manifest?.name, coverage: manifest?.coverage },
          lines: describeVerdict(verdict),
        };
      }),
    );
}

function describeVerdict(set: SetVerdict): string[] {
  const { path, manifest, problems, warnings, notes, databases, ...counts } = set;
  const coverage = manifest === undefined ? '' : `, ${coverageWords(manifest.coverage)}`;
  const more = [problems, warnings, notes].reduce((sum, all) => sum + Math.max(0, all.length - told), 0);
  return [
    `${path}: ${verdictWords(set)}, ${countOf(counts.files, 'file')}, ${formatBytes(counts.bytes)}${coverage}`,
    ...databases.map(describeDatabase),
    ...problems.slice(0, told).map((problem) => `  ${problem.code} ${statementWords(problem)}`),
    ...warnings.slice(0, told).map((warning) => `  warning: ${statementWords(warning)}`),
    ...notes.slice(0, told).map((note) => `  note: ${statementWords(note)}`),
    ...(more + counts.omitted > 0 ? ['  … and more: --json names them.'] : []),
  ];
}

function verdictWords({ verdict, warnings }: SetVerdict): string {
  if (verdict === 'damaged') return 'DAMAGED';
  if (verdict === 'unreadable') return 'NOT ALL OF IT COULD BE READ';
  return warnings.length > 0 ? 'whole, with warnings' : 'whole';
}

function describeDatabase({ path, state, restorability, pages, pageSize, structure }: DatabaseFacts): string {
  const bad = pages.bad - pages.badPastOwned;
  const states = state.replaceAll('-', ' ');
  const trees = structure === undefined ? '' : `; ${structureWords(structure)}`;
  return `  ${path}: ${pages.pages} pages of ${pageSize} bytes, ${bad} bad, ${states}; ${restorabilityWords[restorability]}${trees}`;
}
