// The price of one read(buffer) of 24 KiB, the smallest that DsBackupRead takes. Prints nanoseconds for each.
// Usage: node read-buffer.mjs DOUBLE ROOT
import { startSession } from './start-session.mjs';

const [double, root] = process.argv.slice(2);
const buffer = new Uint8Array(24_576);
let price = 0;
for (let round = 0; round < 3; round += 1) {
  const session = await startSession(double, root);
  const [database] = await session.databases();
  await session.openFile(database);
  const began = process.hrtime.bigint();
  let reads = 0;
  while ((await session.read(buffer)) > 0) reads += 1;
  price = Number(process.hrtime.bigint() - began) / reads;
  await session.close();
  await session.end();
}
console.log(JSON.stringify({ nanoseconds: price }));
