import { stat } from 'node:fs/promises';
import { readBackupSet } from '@dsbackup/backup-set';
import {
  EseError,
  type Finding,
  identifyFile,
  inspectCheckpoint,
  inspectDatabase,
  inspectLog,
} from '@dsbackup/ese';
import type { Command } from 'commander';
import { exitCodes } from '../exit-code.js';
import { describeCheckpoint } from '../inspect/describe-checkpoint.js';
import { describeDatabase } from '../inspect/describe-database.js';
import { describeLog } from '../inspect/describe-log.js';
import { parsePath } from '../parse-path.js';
import { type CommandContext, type CommandOutcome, type CommonOptions, runCommand } from '../run-command.js';
import { describeManifest } from './describe-manifest.js';

/** `dsbackup inspect FILE|SET`: what it is, by its headers alone. */
export function addInspectCommand(program: Command, context: CommandContext): Command {
  return program
    .command('inspect')
    .argument('<file|set>', "a database, a log, a checkpoint, or a set's folder", parsePath)
    .description('tell what a database, log, checkpoint or set is, by its headers alone')
    .action((path: string, options: CommonOptions) =>
      runCommand(context, { name: 'inspect', options }, () => inspect(path)),
    );
}

async function inspect(path: string): Promise<CommandOutcome> {
  // What can't be looked at is told by the check of a file, in its words.
  const isFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (isFolder) {
    const set = await readBackupSet(path);
    return {
      exitCode: exitCodes.done,
      result: { kind: 'set', ...set },
      lines: describeManifest(set.manifest),
    };
  }
  const { kind } = await identifyFile(path);
  switch (kind) {
    case 'database':
    case 'temporary-database': {
      const database = await inspectDatabase(path);
      return outcome(kind, database, describeDatabase(database));
    }
    case 'log': {
      const log = await inspectLog(path);
      return outcome(kind, log, describeLog(log));
    }
    case 'checkpoint': {
      const checkpoint = await inspectCheckpoint(path);
      return outcome(kind, checkpoint, describeCheckpoint(checkpoint));
    }
    case 'not-ese':
      throw new EseError(`${path} is no ESE database, log or checkpoint.`, { code: 'NOT_ESE', path });
    default:
      return {
        exitCode: exitCodes.done,
        result: { kind, path },
        lines: [`${path}: ESE ${kind.replace('-', ' ')}`],
      };
  }
}

/** An error among the findings is what the exit code tells; warnings end with "done with warnings". */
function outcome(
  kind: string,
  inspection: { readonly findings: readonly Finding[] },
  lines: readonly string[],
): CommandOutcome {
  const severities = new Set(inspection.findings.map(({ severity }) => severity));
  const failed = severities.has('error') ? exitCodes.verificationFailed : undefined;
  const exitCode = failed ?? (severities.has('warning') ? exitCodes.warnings : exitCodes.done);
  return { exitCode, result: { kind, ...inspection }, lines };
}
