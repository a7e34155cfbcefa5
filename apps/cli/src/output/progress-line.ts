import type { Advance } from './advance.js';
import type { ConsolePort } from './console-port.js';
import { formatBytes } from './format-bytes.js';
import { terminalText } from './terminal-text.js';

/** One line that tells how far a job is: redrawn on a terminal, else a new line every ten seconds. */
export interface ProgressLine {
  show(advance: Advance): void;
  clear(): void;
}

const terminalInterval = 100;
const plainInterval = 10_000;

/** Makes the line on stderr. Nothing is written when the job ends before the first interval has passed. */
export function createProgressLine(port: ConsolePort): ProgressLine {
  const terminal = port.stderr.isTTY === true && port.env.TERM !== 'dumb';
  const interval = terminal ? terminalInterval : plainInterval;
  const started = port.now();
  let next = started + interval;
  let drawn = false;
  return {
    show(advance) {
      const now = port.now();
      if (now < next) return;
      next = now + interval;
      const text = terminalText(describe(advance, (now - started) / 1000));
      if (terminal) {
        port.stderr.write(`\r\u001b[K${text.slice(0, (port.stderr.columns ?? 80) - 1)}`);
        drawn = true;
      } else port.stderr.write(`${text}\n`);
    },
    clear() {
      if (drawn) port.stderr.write('\r\u001b[K');
      drawn = false;
    },
  };
}

function describe({ done, total, subject }: Advance, seconds: number): string {
  const rate = seconds > 0 ? `, ${formatBytes(done / seconds)}/s` : '';
  const part =
    total === undefined || total === 0
      ? formatBytes(done)
      : `${Math.min(100, Math.floor((done / total) * 100))}% of ${formatBytes(total)}`;
  return `${part}${rate}${subject === undefined ? '' : `  ${subject}`}`;
}
