import { describe, it } from 'vitest';
import { describeRestoreSession } from '../../src/index.js';
import { memoryRestoreHarness } from './memory-restore-harness.js';

describeRestoreSession('A restore whose files fail alone', () => memoryRestoreHarness(), { describe, it });
describeRestoreSession(
  'A restore that replays no logs, and that one file fails',
  () =>
    memoryRestoreHarness({
      capabilities: { coverage: 'system-state', replaysLogs: false, survivesFileErrors: false },
    }),
  { describe, it },
);
