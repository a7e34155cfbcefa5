import { exitCodes } from './exit-code.js';

/** SIGINT and SIGTERM as an abort signal, so that a backup is aborted and released before the command ends. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** The exit code of the signal that came, if one did. */
  exitCode(): number | undefined;
  /** Stops listening. */
  dispose(): void;
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

/** Listens for the two signals. A second one ends the process at once: whoever presses twice means it. */
export function listenForInterruption(target: NodeJS.Process): Interruption {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const listener = (name: 'SIGINT' | 'SIGTERM') => () => {
    const code = name === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated;
    if (exitCode !== undefined) target.exit(code);
    exitCode = code;
    controller.abort(new InterruptedError(name, code));
  };
  const [onInterrupt, onTerminate] = [listener('SIGINT'), listener('SIGTERM')];
  target.on('SIGINT', onInterrupt);
  target.on('SIGTERM', onTerminate);
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    dispose() {
      target.off('SIGINT', onInterrupt);
      target.off('SIGTERM', onTerminate);
    },
  };
}
