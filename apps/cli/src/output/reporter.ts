import type { BackupProgress } from 'dsbackup';
import type { Advance } from './advance.js';
import type { ConsolePort } from './console-port.js';
import { jsonLine } from './json-line.js';
import { createProgressLine } from './progress-line.js';
import { terminalLines } from './terminal-text.js';

/** What a command says while it works. With `--json` every word is one line of JSON on stdout. */
export interface Reporter {
  /** A sentence for people: a phase, a decision. */
  say(text: string): void;
  /** A warning, remembered by the command that gives it. */
  warn(text: string): void;
  /** How far the job is; call it as often as you like, it writes seldom. */
  advance(advance: Advance): void;
  /** Something a session told. */
  session(progress: BackupProgress): void;
  /** Ends the progress line. */
  finish(): void;
}

/** Options that every command has. */
export interface ReporterOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Makes the reporter that the options ask for: people read stderr, programs read stdout. */
export function createReporter(port: ConsolePort, options: ReporterOptions): Reporter {
  return options.json ? jsonReporter(port, options) : textReporter(port, options);
}

function textReporter(port: ConsolePort, options: ReporterOptions): Reporter {
  const line = createProgressLine(port);
  const say = (text: string) => {
    if (options.quiet) return;
    line.clear();
    port.stderr.write(terminalLines([text]));
  };
  return {
    say,
    warn(text) {
      line.clear();
      port.stderr.write(terminalLines([`warning: ${text}`]));
    },
    advance(advance) {
      if (!options.quiet) line.show(advance);
    },
    session(progress) {
      if (progress.kind === 'backend-chosen') say(`Backend: ${progress.backend}. ${progress.reason}`);
      else if (progress.kind === 'phase-start') say(phaseText(progress.phase, progress.detail));
      else if (progress.kind === 'native-call' && options.verbose) {
        say(
          `  ${progress.call} → 0x${progress.status.toString(16).padStart(8, '0')} ${progress.subject ?? ''}`,
        );
      }
    },
    finish: () => line.clear(),
  };
}

function jsonReporter(port: ConsolePort, options: ReporterOptions): Reporter {
  const write = (event: object) => port.stdout.write(jsonLine(event));
  let next = 0;
  return {
    say: (message) => write({ event: 'message', message }),
    warn: (message) => write({ event: 'warning', message }),
    advance(advance) {
      const now = port.now();
      if (now < next) return;
      next = now + 1000;
      write({ event: 'progress', ...advance });
    },
    session({ kind, ...progress }) {
      if (kind === 'native-call' && !options.verbose) return;
      if (kind === 'file-start' || kind === 'file-end') {
        if (!options.verbose) return;
      }
      write({ event: kind, ...progress });
    },
    finish() {},
  };
}

const phaseTexts: Readonly<Record<string, string>> = {
  connect: 'Connecting',
  'gather-writers': 'Asking the writers what they have',
  select: 'Selecting components',
  prepare: 'Preparing the backup',
  snapshot: 'Making the shadow copy',
  commit: 'Telling Windows that the backup is safe',
  abort: 'Giving the backup up',
  release: 'Giving everything back',
};

function phaseText(phase: string, detail: string | undefined): string {
  return `${phaseTexts[phase] ?? phase}${detail === undefined ? '' : `: ${detail}`} …`;
}
