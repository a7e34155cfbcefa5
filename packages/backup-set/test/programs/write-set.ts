import { setTimeout } from 'node:timers/promises';
import { startBackupSession } from '@dsbackup/session';
import { writeBackupSet } from '../../src/index.js';
import { type MemoryFile, memoryDriver } from '../memory-driver.js';
import { sampleDatabase, sampleLog } from '../sample-database.js';

/** `write-set.js TARGET NAME LARGE-BYTES SMALL-FILES PAUSE-MS`: backs up that much out of nothing, and says how much memory it took. */
const [target = '', computerName = '', largeBytes = '0', smallFiles = '0', pause = '0'] =
  process.argv.slice(2);

function* files(): Generator<MemoryFile> {
  yield { ...sampleDatabase, paddedTo: Number(largeBytes) };
  yield sampleLog;
  for (let index = 0; index < Number(smallFiles); index++) {
    yield {
      path: `C:\\Windows\\SYSVOL\\domain\\Policies\\${Math.floor(index / 100)}\\file ${index}.xml`,
      patternBytes: 3000 + (index % 2000),
      modified: '2026-01-02T03:04:05.000Z',
      securityDescriptor: `O:BAG:SYD:(A;;FA;;;S-1-5-21-1-2-3-${index})`,
    };
  }
}

const driver = memoryDriver({
  files: { [Symbol.iterator]: files },
  documents: [{ name: 'backup-components.xml', bytes: Buffer.from('<components/>') }],
  before: async (call) => {
    if (call === 'documents' || call === 'commit') await setTimeout(Number(pause));
  },
});
const session = await startBackupSession(driver);
try {
  console.log('started');
  const { path } = await writeBackupSet(session, target, {
    plaintext: true,
    source: { computerName, system: 'test' },
  });
  console.log(path);
} finally {
  await session.end();
}
console.log(process.resourceUsage().maxRSS);
