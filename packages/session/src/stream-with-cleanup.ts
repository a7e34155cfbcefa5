import { FailureCollector } from './failure-collector.js';

/** What follows a stream, however it ends. */
export interface StreamCleanup {
  /** Names the stream in the error that carries two failures. */
  readonly what: string;
  readonly backend: string;
  cleanup(): Promise<void>;
}

/** Passes a stream on and cleans up at its end, its failure or its early return; neither failure hides the other. */
export async function* streamWithCleanup<T>(
  stream: AsyncIterable<T>,
  { what, backend, cleanup }: StreamCleanup,
): AsyncGenerator<T, void, undefined> {
  const failures = new FailureCollector();
  try {
    yield* stream;
  } catch (failure) {
    failures.add(failure);
  } finally {
    await failures.attempt(cleanup);
    failures.throwIfAny(what, backend);
  }
}
