// The project's promise, as a program: it does not know which Windows it runs on, nor which API answers it.
import { writeFileSync } from 'node:fs';
import { openBackupSession } from 'dsbackup';

const closes: string[] = [];
let [files, bytes] = [0, 0];
let reason = '';
await using session = await openBackupSession({
  onProgress(progress) {
    if (progress.kind === 'backend-chosen') reason = progress.reason;
    if (progress.kind !== 'native-call') return;
    if (progress.call === 'DsBackupClose' || progress.call === 'CloseHandle') {
      closes.push(`${progress.call} ${progress.subject ?? ''}`);
    }
  },
});
for await (const file of session.files()) {
  files += 1;
  for await (const chunk of session.readFile(file)) bytes += chunk.length;
}
await session.complete();
const outcome = { backend: session.backend, reason, files, bytes, closes };
writeFileSync(process.argv[2] ?? '', JSON.stringify(outcome));
