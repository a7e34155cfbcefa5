import type { MemoryRestoreOptions } from './memory-restore-harness.js';

/** A restore that is wrong in one way, and the test that must fail because of it. */
export interface BrokenRestore {
  /** What is wrong with it: "it ...". */
  readonly name: string;
  readonly caughtBy: string;
  readonly options: MemoryRestoreOptions;
}
