import type { MemoryHarnessOptions } from './memory-harness.js';

/** A backend that is wrong in one way, and the test that must fail because of it. */
export interface BrokenBackend {
  /** What is wrong with it: "it ...". */
  readonly name: string;
  readonly caughtBy: string;
  readonly options: MemoryHarnessOptions;
}
