import { createNtdsbcliBackupDriver } from '@dsbackup/ntdsbcli';
import { startBackupSession } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { describeBackupFailures } from './backup-failures.js';
import { backUp, differences } from './backup-scene.js';
import { describeLinuxDouble } from './describe-linux-double.js';
import { failureOf } from './failure-of.js';
import { callCounts } from './journal.js';
import { SERVER } from './ntdsbcli-tree.js';

await describeLinuxDouble((given) => {
  describeBackupFailures({
    describe,
    it,
    loadLibrary: (name) => given.loadLibrary(name),
    statusesPerCall: Number.POSITIVE_INFINITY,
  });

  it('cuts no logs after a file was skipped', async () => {
    const { api, double } = given;
    {
      const driver = createNtdsbcliBackupDriver({ api, serverName: SERVER });
      await using session = await startBackupSession(driver);
      for await (const file of session.files()) session.skip(file, 'not wanted');
      expect((await failureOf(session.complete({ truncateLogs: true }))).native).toBeUndefined();
    }
    expect(double.journal().filter((line) => line.startsWith('DsBackupTruncateLogs'))).toEqual([]);
    expect(double.live()).toBe(0);
  });

  it('refuses a second session while one is open, which goes on as if nothing had been', async () => {
    const { api, double } = given;
    {
      const driver = createNtdsbcliBackupDriver({ api, serverName: SERVER });
      await using session = await startBackupSession(driver);
      const databases = await session.databases();
      const failure = await failureOf(backUp(given));
      expect(failure).toMatchObject({ code: 'BACKUP_IN_PROGRESS', retryable: true });
      expect(failure.native).toMatchObject({ call: 'DsBackupPrepareW', symbol: 'hrBackupInProgress' });
      for await (const file of session.files()) {
        for await (const chunk of session.readFile(file)) expect(chunk.length).toBeGreaterThan(0);
      }
      expect((await session.complete()).backend).toBe('ntdsbcli');
      expect(databases).toHaveLength(1);
    }
    expect(callCounts(double.journal()).get('DsBackupEnd')).toBe(1);
    expect(double.live()).toBe(0);
    expect(differences(given, await backUp(given))).toEqual([]);
  });
});
