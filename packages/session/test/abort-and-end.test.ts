import { DsBackupError } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { codeOf } from './code-of.js';
import { deferred } from './deferred.js';
import { firstOf } from './first-of.js';
import { nativeFailure } from './scripted-driver.js';
import { openSample, readEverything } from './whole-backup.js';

describe('giving a backup up', () => {
  it('aborts, then releases, when the scope is left without complete()', async () => {
    const { driver } = await (async () => {
      const { driver, session } = await openSample();
      await using scope = session;
      await scope.openFile(firstOf(await scope.databases()));
      return { driver };
    })();
    expect(driver.calls).toEqual(['prepare', 'databases', 'open', 'close', 'abort', 'release']);
  });

  it('does not abort what is complete', async () => {
    const { driver, session } = await openSample();
    await readEverything(session);
    await session.complete();
    expect(await codeOf(session.abort())).toBe('INVALID_SESSION');
    await session.end();
    expect(driver.count('abort')).toBe(0);
  });

  it('aborts once, whoever asks and how often', async () => {
    const { driver, session } = await openSample();
    await Promise.all([session.abort(), session.abort()]);
    await session.abort();
    expect(session.state).toBe('aborted');
    await session.end();
    expect([driver.count('abort'), driver.count('release')]).toEqual([1, 1]);
  });

  it('has only INVALID_SESSION for what comes after', async () => {
    for (const leave of ['abort', 'end'] as const) {
      const { session } = await openSample();
      const file = firstOf(await session.databases());
      await session[leave]();
      const calls = [
        () => session.databases(),
        () => session.logs(),
        () => session.others()[Symbol.asyncIterator]().next(),
        () => session.files()[Symbol.asyncIterator]().next(),
        () => session.openFile(file),
        () => session.read(new Uint8Array(24_576)),
        () => session.close(),
        () => session.skip(file, 'too late'),
        () => session.complete(),
      ];
      for (const call of calls) expect(await codeOf(call)).toBe('INVALID_SESSION');
      await session.end();
      expect(await codeOf(session.abort())).toBe('INVALID_SESSION');
    }
  });

  it('waits for what is under way, lets nothing new in meanwhile, then closes, aborts and releases', async () => {
    const { driver, session } = await openSample();
    await session.openFile(firstOf(await session.databases()));
    const held = deferred();
    driver.hold.set('read', held.promise);
    const reading = session.read(new Uint8Array(24_576));
    const aborting = session.abort();
    const ending = session.end();
    expect(await codeOf(session.close())).toBe('INVALID_SESSION');
    expect(driver.count('abort')).toBe(0);
    held.resolve();
    expect(await reading).toBe(24_576);
    await Promise.all([aborting, ending]);
    expect(driver.calls.slice(-3)).toEqual(['close', 'abort', 'release']);
    expect(session.state).toBe('ended');
    expect(driver.violations).toEqual([]);
  });

  it('loses to a complete() that has started', async () => {
    const { driver, session } = await openSample();
    await readEverything(session);
    const held = deferred();
    driver.hold.set('commit', held.promise);
    const completing = session.complete();
    const aborting = codeOf(session.abort());
    const ending = session.end();
    held.resolve();
    await completing;
    expect(await aborting).toBe('INVALID_SESSION');
    await ending;
    expect(driver.calls.slice(-2)).toEqual(['commit', 'release']);
  });

  it('releases even if closing and aborting fail, and tells of all three', async () => {
    const { driver, session } = await openSample();
    await session.openFile(firstOf(await session.databases()));
    const failures = [nativeFailure('close'), nativeFailure('abort'), nativeFailure('release')];
    driver.failNext.set('close', failures[0]).set('abort', failures[1]).set('release', failures[2]);
    const failure = await session.end().catch((reason: unknown) => reason);
    expect(DsBackupError.is(failure) && failure.code).toBe('RELEASE_FAILED');
    expect(failure).toMatchObject({
      cause: { errors: failures },
      message: expect.stringContaining('(3) release failed'),
    });
    expect(driver.count('release')).toBe(1);
    expect(session.state).toBe('ended');
  });

  it('tells of a single failure as it is', async () => {
    const { driver, session } = await openSample();
    const failure = nativeFailure('AbortBackup');
    driver.failNext.set('abort', failure);
    await expect(session.end()).rejects.toBe(failure);
    expect(driver.count('release')).toBe(1);
  });

  it('answers every end() with the same', async () => {
    const { driver, session } = await openSample();
    driver.failNext.set('release', nativeFailure('Release'));
    const first = session.end();
    expect(session.end()).toBe(first);
    await expect(first).rejects.toMatchObject({ code: 'NATIVE_FAILURE' });
    await expect(session[Symbol.asyncDispose]()).rejects.toMatchObject({ code: 'NATIVE_FAILURE' });
    expect(driver.count('release')).toBe(1);
  });

  it('does not repeat in end() what abort() said already', async () => {
    const { driver, session } = await openSample();
    driver.failNext.set('abort', nativeFailure('AbortBackup'));
    expect(await codeOf(session.abort())).toBe('NATIVE_FAILURE');
    expect(session.state).toBe('aborted');
    await session.abort();
    await session.end();
    expect(driver.count('abort')).toBe(1);
  });

  it('can be done in the middle of every loop', async () => {
    const { driver, session } = await openSample();
    const loop = async () => {
      for await (const file of session.files()) {
        for await (const _chunk of session.readFile(file)) await session.end();
      }
    };
    expect(await codeOf(loop())).toBe('INVALID_SESSION');
    for await (const _file of (await openSample()).session.others()) {
      await session.end();
      break;
    }
    expect(driver.violations).toEqual([]);
  });
});
