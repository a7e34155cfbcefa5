import { coverageWords, listBackupSets } from '@dsbackup/backup-set';
import type { Command } from 'commander';
import { exitCodes } from '../exit-code.js';
import { formatBytes } from '../output/format-bytes.js';
import { type CommandContext, type CommonOptions, runCommand } from '../run-command.js';
