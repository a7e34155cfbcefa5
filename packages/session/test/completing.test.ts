import { describe, expect, it } from 'vitest';
import { codeOf } from './code-of.js';
import { firstOf } from './first-of.js';
import { sampleFiles } from './sample-files.js';
import { nativeFailure, ScriptedDriver } from './scripted-driver.js';
import { openSample, readEverything, readWhole } from './whole-backup.js';

describe('completing a backup', () => {
  it('tells per component what was really read', async () => {
    const { driver, session } = await openSample();
    await readEverything(session);
    const receipt = await session.complete();
    expect(receipt).toMatchObject({ backend: 'scripted', coverage: 'system-state', logsTruncated: false });
    expect(receipt.components).toEqual([
      { component: 'NTDS', succeeded: true, files: 3, bytes: 154_576, skipped: [] },
      { component: 'SYSVOL', succeeded: true, files: 1, bytes: 26, skipped: [] },
    ]);
    expect(driver.committed).toEqual({ components: receipt.components, truncateLogs: false });
    expect(session.state).toBe('completed');
    await session.end();
    expect(driver.calls.slice(-3)).toEqual(['documents', 'commit', 'release']);
  });

  it.each(['databases', 'logs', 'others'] as const)(
    'refuses while %s were never asked for',
    async (missing) => {
      const { driver, session } = await openSample(new ScriptedDriver([]));
      if (missing !== 'databases') await session.databases();
      if (missing !== 'logs') await session.logs();
      if (missing !== 'others') for await (const _file of session.others());
      await expect(session.complete()).rejects.toMatchObject({
        code: 'FILES_UNREAD',
        message: expect.stringContaining(missing),
      });
      expect(session.state).toBe('open');
      await session.end();
      expect(driver.count('commit')).toBe(0);
    },
  );

  it('needs no others where the backend has none', async () => {
    const files = sampleFiles().filter(({ file }) => file.list !== 'others');
    const { driver, session } = await openSample(new ScriptedDriver(files, { others: false }));
    await readEverything(session);
    await session.complete();
    expect(driver.count('others')).toBe(0);
    await session.end();
  });

  it('refuses after the walk of the others was left early', async () => {
    const { session } = await openSample();
    for await (const file of session.files()) {
      if (file.list === 'others') break;
      await readWhole(session, file);
    }
    expect(await codeOf(session.complete())).toBe('FILES_UNREAD');
    await session.end();
  });

  it('refuses while a file is still open, though it was read to its end', async () => {
    const { session } = await openSample();
    const contents = await readEverything(session);
    const log = [...contents.keys()].find((file) => file.list === 'logs');
    if (log === undefined) throw new Error('The sample has a log.');
    await session.openFile(log);
    while ((await session.read(new Uint8Array(65_536))) > 0);
    expect(await codeOf(session.complete())).toBe('FILES_UNREAD');
    await session.close();
    await session.complete();
    await session.end();
  });

  it('fails the component of a skipped file and says so by name', async () => {
    const { session } = await openSample();
    for await (const file of session.files()) {
      if (file.path.endsWith('temp.edb')) session.skip(file, 'not wanted');
      else if (file.kind !== 'directory') await readWhole(session, file);
    }
    const { components } = await session.complete();
    expect(components[0]).toEqual({
      component: 'NTDS',
      succeeded: false,
      files: 2,
      bytes: 130_000,
      skipped: [{ path: 'C:\\Windows\\NTDS\\temp.edb', reason: 'not wanted' }],
    });
    expect(components[1]?.succeeded).toBe(true);
    await session.end();
  });

  it('cuts logs only when asked to', async () => {
    const { driver, session } = await openSample();
    await readEverything(session);
    expect((await session.complete({ truncateLogs: true })).logsTruncated).toBe(true);
    expect(driver.committed?.truncateLogs).toBe(true);
    await session.end();
  });

  it('does not cut logs after a skip, nor after a failed file', async () => {
    for (const spoil of ['skip', 'failure'] as const) {
      const { driver, session } = await openSample();
      const file = firstOf(await session.databases());
      if (spoil === 'skip') session.skip(file, 'not wanted');
      driver.failNext.set('read', nativeFailure('ReadFile', 'file'));
      if (spoil === 'failure') expect(await codeOf(readWhole(session, file))).toBe('NATIVE_FAILURE');
      expect(await codeOf(session.complete({ truncateLogs: true }))).toBe('TRUNCATE_REFUSED');
      expect(session.state).toBe('open');
      await session.end();
      expect(driver.count('commit')).toBe(0);
    }
  });

  it('rejects with UNSUPPORTED where the backend cannot cut logs, and then completes without', async () => {
    const { session } = await openSample(new ScriptedDriver(sampleFiles(), { truncatesLogs: false }));
    await readEverything(session);
    expect(await codeOf(session.complete({ truncateLogs: true }))).toBe('UNSUPPORTED');
    expect((await session.complete()).logsTruncated).toBe(false);
    await session.end();
  });

  it('hands documents and token over, and waits, before anything is committed', async () => {
    const { driver, session } = await openSample();
    await readEverything(session);
    let waited = false;
    await session.complete({
      beforeCommit: async ({ components, documents, expiryToken }) => {
        expect(documents.map(({ name }) => name)).toEqual(['components.xml']);
        expect(expiryToken).toEqual(Uint8Array.of(1, 2, 3));
        expect(components).toHaveLength(2);
        await new Promise((resolve) => setImmediate(resolve));
        expect(driver.count('commit')).toBe(0);
        waited = true;
      },
    });
    expect(waited).toBe(true);
    await session.end();
  });

  it.each(['throws', 'rejects'])(
    'commits nothing when beforeCommit %s, and can be tried again',
    async (how) => {
      const { driver, session } = await openSample();
      await readEverything(session);
      const reason = new Error('the disk is full');
      const beforeCommit = () => {
        if (how === 'throws') throw reason;
        return Promise.reject(reason);
      };
      await expect(session.complete({ beforeCommit })).rejects.toBe(reason);
      expect([session.state, driver.count('commit')]).toEqual(['open', 0]);
      await session.complete();
      expect([session.state, driver.count('commit')]).toEqual(['completed', 1]);
      await session.end();
      expect(driver.violations).toEqual([]);
    },
  );

  it('puts the final form of a document in the place of the earlier one', async () => {
    const driver = new ScriptedDriver(sampleFiles());
    const commit = driver.commit.bind(driver);
    const final = { name: 'components.xml', bytes: Uint8Array.of(9) };
    driver.commit = async (what) => ({
      ...(await commit(what)),
      documents: [final],
      warnings: ['look here'],
    });
    const { session } = await openSample(driver);
    await readEverything(session);
    const receipt = await session.complete();
    expect(receipt.documents).toEqual([final]);
    expect(receipt.warnings).toEqual(['look here']);
    await session.end();
  });

  it.each(['documents', 'commit'] as const)(
    'fails the session when %s fails, and aborts at the end',
    async (step) => {
      const { driver, session } = await openSample();
      await readEverything(session);
      const failure = nativeFailure('SetBackupSucceeded', 'call');
      driver.failNext.set(step, failure);
      await expect(session.complete()).rejects.toBe(failure);
      expect(session.state).toBe('failed');
      expect(await codeOf(session.complete())).toBe('SESSION_FAILED');
      await session.end();
      expect(driver.calls.slice(-2)).toEqual(['abort', 'release']);
      expect(driver.violations).toEqual([]);
    },
  );
});

describe('the expiry token', () => {
  it('is told early where the driver knows it, as a copy', async () => {
    const driver = Object.assign(new ScriptedDriver(sampleFiles()), { expiryToken: Uint8Array.of(1, 2, 3) });
    const { session } = await openSample(driver);
    session.expiryToken?.fill(0);
    expect(session.expiryToken).toEqual(Uint8Array.of(1, 2, 3));
    await session.end();
  });

  it('is undefined where the driver does not', async () => {
    const { session } = await openSample();
    expect(session.expiryToken).toBeUndefined();
    await session.end();
  });
});
