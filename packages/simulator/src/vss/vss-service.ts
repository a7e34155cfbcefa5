import type { SimulatedMachine } from '../machine/simulated-machine.js';
import type { WriterFailures } from '../machine/writer-failures.js';

/** What all requesters of a simulated machine share. */
export interface VssService {
  readonly machine: SimulatedMachine;
  readonly writerFailures: WriterFailures;
  /** How many times an IVssAsync answers VSS_S_ASYNC_PENDING before its operation ends. */
  readonly pendingAnswers: number;
}
