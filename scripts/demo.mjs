// The whole way, once, without a domain controller: two simulated ones are backed up by the same caller code, the
// sets are verified, one is given back and compared byte for byte. Usage: npm run demo [-- --quick]
import { createReadStream } from 'node:fs';
import { lstat, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { extractBackupSet, verifyBackupSet, writeBackupSet } from '@dsbackup/backup-set';
import { createDomainController, openSimulatedDomainController } from '@dsbackup/simulator';
import { openBackupSession } from 'dsbackup';

const quick = process.argv.includes('--quick');
const size = (quick ? 8 : 64) * 2 ** 20;
const folder = await mkdtemp(join(tmpdir(), 'dsbackup-demo-'));
const sets = join(folder, 'sets');

const written = [];
for (const windows of ['2003', '2022']) {
  const directory = join(folder, `dc-${windows}`);
  say(`\nMaking a simulated Windows Server ${windows} …`);
  await createDomainController(directory, { windows, size, pageSize: 8192 });
  written.push({ windows, directory, path: await backUp(await openSimulatedDomainController(directory)) });
}

for (const { path } of written) {
  const { verdict, problems, files } = await verifyBackupSet(path);
  say(`\nVerified ${path}: ${verdict}, ${files} files.`);
  if (verdict !== 'whole') throw new Error(JSON.stringify(problems, null, 2));
}

const { directory, path } = written[1];
const target = join(folder, 'restored');
await extractBackupSet(path, target);
const compared = await compareFolders(join(directory, 'Windows'), join(target, 'C', 'Windows'));
say(`\nGave the second set back and compared it with its source: ${compared} files, every byte the same.`);

say(`
The sets are in ${sets}
Try next:
  npx dsbackup list ${word(sets)}
  npx dsbackup inspect ${word(join(directory, 'Windows', 'NTDS', 'ntds.dit'))}
  npx dsbackup verify ${word(path)} --json
Change a byte anywhere in a set and verify it again. When done, remove ${folder}.`);

/** The caller's code: the same for both, and it never asks which Windows it is talking to. */
async function backUp(host) {
  const closes = new Map();
  const session = await openBackupSession({
    host,
    onProgress(progress) {
      if (progress.kind === 'backend-chosen') say(`  ${progress.reason}`);
      if (progress.kind === 'phase-start') say(`  ${progress.phase} …`);
      if (progress.kind !== 'native-call' || !['DsBackupClose', 'CloseHandle'].includes(progress.call))
        return;
      const seen = closes.get(progress.call) ?? { times: 0, example: progress.subject };
      closes.set(progress.call, { ...seen, times: seen.times + 1 });
    },
  });
  try {
    const { system } = await host.facts();
    const { path, manifest, warnings } = await writeBackupSet(session, sets, {
      plaintext: true,
      source: { computerName: await host.computerName(), system },
    });
    for (const [call, { times, example }] of closes) {
      say(`  close() became ${call}, ${times} times, such as of ${example}`);
    }
    for (const warning of warnings) say(`  warning: ${warning}`);
    say(
      `  ${manifest.totals.files} files, ${Math.round(manifest.totals.contentBytes / 2 ** 20)} MiB, in ${path}`,
    );
    return path;
  } finally {
    // Aborts, if the set was not completed. TypeScript, and Node.js 24, write this as `await using`.
    await session.end();
  }
}

/** Compares every file below `found` with its source below `wanted`, whatever the case of its name; answers how many. */
async function compareFolders(wanted, found) {
  const sources = new Map(
    (await filesBelow(wanted)).map((path) => [relative(wanted, path).toLowerCase(), path]),
  );
  const copies = await filesBelow(found);
  for (const copy of copies) {
    const source = sources.get(relative(found, copy).toLowerCase());
    if (source === undefined) throw new Error(`${copy} has no source`);
    await compareFiles(source, copy);
  }
  return copies.length;
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function compareFiles(one, other) {
  const [first, second] = [await lstat(one), await lstat(other)];
  if (first.size !== second.size) throw new Error(`${other} has ${second.size} bytes, not ${first.size}`);
  const reader = createReadStream(other, { highWaterMark: 2 ** 20 })[Symbol.asyncIterator]();
  for await (const chunk of createReadStream(one, { highWaterMark: 2 ** 20 })) {
    const { value } = await reader.next();
    if (!chunk.equals(value)) throw new Error(`${other} differs from ${one}`);
  }
}

/** A path as a word of a command line: the folder for temporary files may have spaces in its name. */
function word(path) {
  return /^[\w:.\\/~+@-]+$/.test(path) ? path : `"${path}"`;
}

function say(text) {
  console.log(text);
}
