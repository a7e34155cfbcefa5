import { type BackupProgress, startBackupSession } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { sampleFiles } from './sample-files.js';
import { nativeFailure, ScriptedDriver } from './scripted-driver.js';
import { readEverything } from './whole-backup.js';

describe('startBackupSession', () => {
  it('resolves when the backup is prepared', async () => {
    const driver = new ScriptedDriver([]);
    const session = await startBackupSession(driver);
    expect(driver.calls).toEqual(['prepare']);
    expect([session.backend, session.state]).toEqual(['scripted', 'open']);
    expect(session.capabilities).toBe(driver.capabilities);
    await session.end();
  });

  it('aborts and releases, in this order, before it rejects with what prepare said', async () => {
    const driver = new ScriptedDriver([]);
    const failure = nativeFailure('DsBackupPrepareW');
    driver.failNext.set('prepare', failure);
    await expect(startBackupSession(driver)).rejects.toBe(failure);
    expect(driver.calls).toEqual(['prepare', 'abort', 'release']);
  });

  it('tells of every failure when giving back fails too, the first one first', async () => {
    const driver = new ScriptedDriver([]);
    const failures = [nativeFailure('prepare'), nativeFailure('abort'), nativeFailure('release')];
    driver.failNext.set('prepare', failures[0]).set('abort', failures[1]).set('release', failures[2]);
    await expect(startBackupSession(driver)).rejects.toMatchObject({
      code: 'RELEASE_FAILED',
      cause: { errors: failures },
    });
  });

  it('prepares nothing, and still releases, when the signal was aborted before', async () => {
    const driver = new ScriptedDriver([]);
    await expect(startBackupSession(driver, { signal: AbortSignal.abort('no') })).rejects.toBe('no');
    expect(driver.calls).toEqual(['release']);
    expect(driver.violations).toEqual([]);
  });

  it('rethrows the reason of a signal as it is, even if preparing came to its end meanwhile', async () => {
    const reason = Object.freeze(new Error('enough'));
    for (const late of [false, true]) {
      const driver = new ScriptedDriver([]);
      const controller = new AbortController();
      const prepare = driver.prepare.bind(driver);
      driver.prepare = async (control) => {
        if (late) await prepare(control);
        controller.abort(reason);
        if (!late) await prepare(control);
      };
      await expect(startBackupSession(driver, { signal: controller.signal })).rejects.toBe(reason);
      expect(driver.calls).toEqual(['prepare', 'abort', 'release']);
    }
  });

  it('tells who gave up why, though the backend calls it something else', async () => {
    const driver = new ScriptedDriver([]);
    const controller = new AbortController();
    driver.prepare = async () => {
      controller.abort('enough');
      throw nativeFailure('IVssAsync::QueryStatus(DoSnapshotSet)');
    };
    await expect(startBackupSession(driver, { signal: controller.signal })).rejects.toBe('enough');
  });

  it('cancels preparing at its deadline', async () => {
    const driver = new ScriptedDriver([]);
    driver.prepare = ({ signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    await expect(startBackupSession(driver, { deadline: 5 })).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      retryable: true,
      message: expect.stringContaining('5 ms'),
    });
    expect(driver.calls).toEqual(['abort', 'release']);
  });

  it('keeps no timer and no listener once it is prepared', async () => {
    const controller = new AbortController();
    const driver = new ScriptedDriver(sampleFiles());
    const session = await startBackupSession(driver, { deadline: 5, signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    expect((await readEverything(session)).size).toBe(4);
    await session.end();
  });

  it.each([0, -1, Number.NaN, 2_147_483_648])('refuses a deadline of %s, and releases', async (deadline) => {
    const driver = new ScriptedDriver([]);
    await expect(startBackupSession(driver, { deadline })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    expect(driver.calls).toEqual(['release']);
  });

  it('reports the files that are opened, closed and skipped', async () => {
    const events: BackupProgress[] = [];
    const session = await startBackupSession(new ScriptedDriver(sampleFiles()), {
      onProgress: (progress) => events.push(progress),
    });
    const [ntds, temp] = await session.databases();
    if (ntds === undefined || temp === undefined) throw new Error('The sample has two databases.');
    for await (const _chunk of session.readFile(ntds));
    session.skip(temp, 'not wanted');
    expect(events).toEqual([
      { kind: 'file-start', path: ntds.path, size: 100_000 },
      { kind: 'file-end', path: ntds.path, bytes: 100_000 },
      { kind: 'file-skip', path: temp.path, reason: 'not wanted' },
    ]);
    await session.end();
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('broken'))],
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
  ])('loses nothing to a handler that %s', async (_how, onProgress) => {
    const session = await startBackupSession(new ScriptedDriver(sampleFiles()), { onProgress });
    await readEverything(session);
    await session.complete();
    await session.end();
  });
});
