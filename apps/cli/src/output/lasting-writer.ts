/** A stream that may end before the command does. */
interface MortalStream {
  write(text: string, written?: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  once(event: 'error', listener: (error: Error) => void): unknown;
}

/** Writes for as long as it can. */
export interface LastingWriter {
  write(text: string): void;
  /** Waits until everything is written, or can't be; answers why not. Nothing, if it is only that nobody reads any more. */
  failure(): Promise<Error | undefined>;
}

/**
 * Writes to a stream for as long as someone reads it. A closed pipe or a full disk behind the output must not end a backup
 * half-way: what can't be told is dropped, and the work goes on.
 */
export function createLastingWriter(stream: MortalStream): LastingWriter {
  let error: Error | undefined;
  stream.on('error', (reason) => {
    error ??= reason;
  });
  return {
    write(text) {
      if (error === undefined) stream.write(text);
    },
    async failure() {
      if (error === undefined) {
        await new Promise<void>((resolve) => {
          stream.once('error', () => resolve());
          // The error of a write before this one is told after this one's callback.
          stream.write('', () => setImmediate(resolve));
        });
      }
      return error !== undefined && 'code' in error && error.code === 'EPIPE' ? undefined : error;
    },
  };
}
