import { exitCodes } from './exit-code.js';

/** What a command that a signal interrupts is told, and what is told of it. */
export interface InterruptionOptions {
  /** A second signal came while the first one's clean-up was under way: a word for whoever waits for it. */
  readonly onSecond: () => void;
  /** A third one came: ends the process at once, with a word of what may be left. */
  readonly onThird: (error: InterruptedError) => void;
}

/** The reason that an interrupted command aborts with. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly exitCode: number;

  constructor(signalName: string, exitCode: number) {
    super(`Interrupted by ${signalName}.`);
    this.exitCode = exitCode;
  }
}

/**
 * Every signal that asks a command to end, and what it ends with. Node.js raises SIGHUP on Windows when the console window
 * is closed, some ten seconds before Windows ends the process, and SIGBREAK for Ctrl+Break (Node.js's page on signal events).
 */
const exitCodeOfSignal = {
  SIGINT: exitCodes.interrupted,
  SIGBREAK: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
  SIGHUP: exitCodes.hungUp,
} as const;

/**
 * Listens for those signals for as long as the process lives; answers what the first one aborts, so that a backup is given
 * up and its shadow copy released before the command ends. A second one changes nothing: an impatient hand, or a service that asks
 * twice, must not be what leaves a shadow copy behind.
 */
export function listenForInterruption(
  target: NodeJS.EventEmitter,
  { onSecond, onThird }: InterruptionOptions,
): AbortSignal {
  const controller = new AbortController();
  let first: InterruptedError | undefined;
  let signals = 0;
  for (const [name, exitCode] of Object.entries(exitCodeOfSignal)) {
    target.on(name, () => {
      signals += 1;
      first ??= new InterruptedError(name, exitCode);
      if (signals === 1) controller.abort(first);
      else if (signals === 2) onSecond();
      else onThird(first);
    });
  }
  return controller.signal;
}
