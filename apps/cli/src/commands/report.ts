import { resolve } from 'node:path';
import { type SetVerdict, verifyBackupSet } from '@dsbackup/backup-set';
import type { Command } from 'commander';
import { advanceOf } from '../output/advance-of.js';
import { parseOptionPath } from '../parse-option-path.js';
import { parsePath } from '../parse-path.js';
import { readVersion } from '../read-version.js';
import { reportPage } from '../report/report-page.js';
import { findReportPlace } from '../report/report-place.js';
import { setHeadline } from '../report/set-headline.js';
import { writeReport } from '../report/write-report.js';
import { type CommandContext, type CommonOptions, runCommand } from '../run-command.js';
import { deepOption } from './deep-option.js';
import { exitCodeOfVerdict } from './exit-code-of-verdict.js';

interface ReportOptions extends CommonOptions {
  readonly html: string;
  readonly force?: boolean;
  readonly deep?: boolean;
}

/** Squares of a database's map: as many as can be told apart on a screen. */
const mapCells = 2048;

/** `dsbackup report SET --html FILE`: what `verify` finds, as a page to keep and to hand on. */
export function addReportCommand(program: Command, context: CommandContext): Command {
  return program
    .command('report')
    .argument('<set>', "a set's folder", parsePath)
    .description('verify a set and write what was found as one HTML page; ends as verify does')
    .requiredOption(
      '--html <file>',
      'the page to write; it opens in any browser, without a network',
      parseOptionPath,
    )
    .option('--force', 'replace the page if it is there')
    .addOption(deepOption())
    .addHelpText('after', '\nExample:\n  dsbackup report sets/DC01-… --html report.html')
    .action((set: string, options: ReportOptions) =>
      runCommand(context, { name: 'report', options }, async (reporter) => {
        const place = await findReportPlace({ file: options.html, set, force: options.force === true });
        const verdict = await verifyBackupSet(set, {
          signal: context.signal,
          mapCells,
          deep: options.deep,
          onProgress: (progress) => reporter.advance(advanceOf(progress)),
        });
        const page = reportPage(verdict, { version: readVersion(), made: new Date(context.port.now()) });
        await writeReport(page, place);
        return {
          exitCode: exitCodeOfVerdict(verdict),
          result: { html: resolve(place.file), htmlBytes: Buffer.byteLength(page), ...resultOf(verdict) },
          lines: [place.file, `  ${setHeadline(verdict).sentence}`],
        };
      }),
    );
}

/** The page has the maps; programs that want them ask the library. */
function resultOf({ manifest, databases, ...verdict }: SetVerdict): Record<string, unknown> {
  return {
    ...verdict,
    databases: databases.map(({ map, ...facts }) => facts),
    set: manifest?.name,
    coverage: manifest?.coverage,
  };
}
