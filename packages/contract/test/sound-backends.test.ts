import { describe, it } from 'vitest';
import { describeBackupSession } from '../src/index.js';
import { memoryHarness } from './memory-harness.js';

const directoryOnly = {
  coverage: 'directory-database',
  others: false,
  documents: false,
  survivesFileErrors: false,
} as const;

describeBackupSession('A backend that can do everything', () => memoryHarness({ largest: 1_200_001 }), {
  describe,
  it,
});
describeBackupSession(
  'A backend for the directory alone',
  () => memoryHarness({ capabilities: directoryOnly }),
  {
    describe,
    it,
  },
);
describeBackupSession(
  'A backend that cuts no logs and has no token',
  () => memoryHarness({ capabilities: { truncatesLogs: false, expiryToken: false } }),
  { describe, it },
);
