// readFile() over the double of ntdsbcli.dll, each chunk written to a file: the loop of read-loop.c in this library. Prints what the
// last round took and how late the event loop was. Usage: node read-file.mjs DOUBLE ROOT TARGET CHUNK ROUNDS
import { open } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startSession } from './start-session.mjs';

const [double, root, target, chunk, rounds] = process.argv.slice(2);
const chunkSize = Number(chunk);
const delay = monitorEventLoopDelay({ resolution: 1 });
let took = 0n;
for (let round = Number(rounds); round > 0; round -= 1) {
  const session = await startSession(double, root);
  const [database] = await session.databases();
  const file = await open(target, 'w', 0o600);
  delay.reset();
  delay.enable();
  const began = process.hrtime.bigint();
  for await (const bytes of session.readFile(database, { chunkSize })) {
    for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done)).bytesWritten;
  }
  took = process.hrtime.bigint() - began;
  delay.disable();
  await file.close();
  await session.end();
}
// The delay is measured by a timer of a millisecond, which is part of it.
console.log(JSON.stringify({ nanoseconds: Number(took), delay99: delay.percentile(99) / 1e6 }));
