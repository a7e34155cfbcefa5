import { parentPort, workerData } from 'node:worker_threads';
import { createPageScanner, type DatabaseScan, type PageScannerOptions } from '@dsbackup/ese';

/** Bytes to check, in shared memory; without them it is the end. */
export interface PageScanRequest {
  readonly chunk?: Uint8Array;
}

/** The answer to each request, in order; the last one has the result. */
export interface PageScanReply {
  readonly scan?: DatabaseScan;
}

// The program of the thread that checks pages: it is started with a scanner's options and fed over its port.
const options: PageScannerOptions = workerData;
const scanner = createPageScanner(options);
const port = parentPort;
port?.on('message', ({ chunk }: PageScanRequest) => {
  if (chunk !== undefined) scanner.push(chunk);
  const reply: PageScanReply = chunk === undefined ? { scan: scanner.finish() } : {};
  port.postMessage(reply);
});
