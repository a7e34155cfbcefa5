import { startRestoreSession } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { codeOf } from './code-of.js';
import { deferred } from './deferred.js';
import { firstOf } from './first-of.js';
import { openRegistered, placeAll, samplePlan } from './sample-plan.js';
import { nativeFailure } from './scripted-driver.js';
import { ScriptedRestoreDriver } from './scripted-restore-driver.js';

describe('startRestoreSession', () => {
  it('aborts with the reason and releases before it rejects with what prepare said', async () => {
    const driver = new ScriptedRestoreDriver();
    const failure = nativeFailure('DsRestorePrepareW');
    driver.failNext.set('prepare', failure);
    await expect(startRestoreSession(driver)).rejects.toBe(failure);
    expect(driver.calls).toEqual(['prepare', 'abort', 'release']);
    expect(driver.aborted).toEqual({ reason: failure });
  });

  it('asks nothing of a driver when the signal was aborted before', async () => {
    const driver = new ScriptedRestoreDriver();
    await expect(startRestoreSession(driver, { signal: AbortSignal.abort('no') })).rejects.toBe('no');
    expect(driver.calls).toEqual(['release']);
  });

  it('gives up when its deadline passes', async () => {
    const driver = new ScriptedRestoreDriver();
    driver.hold.set('prepare', new Promise((resolve) => setTimeout(resolve, 30)));
    expect(await codeOf(startRestoreSession(driver, { deadline: 5 }))).toBe('DEADLINE_EXCEEDED');
    expect(driver.calls).toEqual(['prepare', 'abort', 'release']);
  });
});

describe('giving a restore up', () => {
  it('is what leaving the scope does', async () => {
    const { driver, session, files } = await openRegistered();
    await placeAll(session, files);
    await session[Symbol.asyncDispose]();
    expect(driver.calls.slice(-2)).toEqual(['abort', 'release']);
    expect([driver.aborted, session.state]).toEqual([{ reason: undefined }, 'ended']);
  });

  it('tells the driver what the caller said, else what failed first', async () => {
    for (const given of ['the operator went home', undefined]) {
      const { driver, session } = await openRegistered();
      const failure = nativeFailure('DsRestoreGetDatabaseLocationsW');
      driver.failNext.set('locations', failure);
      await expect(session.locations()).rejects.toBe(failure);
      await session.abort(given);
      expect(driver.aborted).toEqual({ reason: given ?? failure });
      await session.end();
    }
  });

  it('throws away a file that is open, even one with all its bytes', async () => {
    const { driver, session, files } = await openRegistered();
    await session.createFile(firstOf(files));
    await session.write(new Uint8Array(100_000));
    await session.abort();
    expect(driver.placed.size).toBe(0);
    expect(driver.calls.slice(-2)).toEqual(['close', 'abort']);
    await session.end();
  });

  it('waits for what is under way, and then lets nothing else in', async () => {
    const { driver, session, files } = await openRegistered();
    const held = deferred();
    driver.hold.set('create', held.promise);
    const creating = session.createFile(firstOf(files));
    expect(await codeOf(session.locations())).toBe('OPERATION_IN_PROGRESS');
    const ending = session.end();
    expect(await codeOf(session.close())).toBe('INVALID_SESSION');
    held.resolve();
    await Promise.all([creating, ending]);
    expect(driver.calls.slice(-4)).toEqual(['create', 'close', 'abort', 'release']);
    expect(driver.violations).toEqual([]);
  });

  it('releases even if closing and aborting fail, and tells of all three', async () => {
    const { driver, session, files } = await openRegistered();
    await session.createFile(firstOf(files));
    const failures = [nativeFailure('close'), nativeFailure('abort'), nativeFailure('release')];
    driver.failNext.set('close', failures[0]).set('abort', failures[1]).set('release', failures[2]);
    await expect(session.end()).rejects.toMatchObject({
      code: 'RELEASE_FAILED',
      cause: { errors: failures },
    });
    await expect(session.end()).rejects.toMatchObject({ code: 'RELEASE_FAILED' });
    expect(driver.count('release')).toBe(1);
  });

  it('comes too late after complete, and is nothing the second time', async () => {
    const complete = await openRegistered();
    await placeAll(complete.session, complete.files);
    await complete.session.complete();
    expect(await codeOf(complete.session.abort())).toBe('INVALID_SESSION');
    await complete.session.end();
    const { driver, session } = await openRegistered();
    await Promise.all([session.abort('one'), session.abort('two')]);
    expect(driver.count('abort')).toBe(1);
    await session.end();
  });
});

describe('a failure', () => {
  it('of a file spoils that file alone, which may be placed again', async () => {
    const { driver, session, files } = await openRegistered();
    const file = firstOf(files);
    const failure = nativeFailure('WriteFile', 'file');
    await session.createFile(file);
    driver.failNext.set('write', failure);
    await expect(session.write(new Uint8Array(100_000))).rejects.toBe(failure);
    await expect(session.write(new Uint8Array(100_000))).rejects.toBe(failure);
    await session.close();
    expect([driver.count('write'), driver.placed.size, session.state]).toEqual([1, 0, 'open']);
    await placeAll(session, files);
    await session.complete();
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('of a file fails the session where the backend says so', async () => {
    const { driver, session, files } = await openRegistered(
      new ScriptedRestoreDriver({ survivesFileErrors: false }),
    );
    driver.failNext.set('create', nativeFailure('CreateFileW', 'file'));
    expect(await codeOf(session.createFile(firstOf(files)))).toBe('NATIVE_FAILURE');
    expect(session.state).toBe('failed');
    expect(await codeOf(session.complete())).toBe('SESSION_FAILED');
    await session.end();
  });

  it('of a file that was placed before leaves it unplaced', async () => {
    const { driver, session, files } = await openRegistered();
    await placeAll(session, files);
    driver.failNext.set('create', nativeFailure('CreateFileW', 'file'));
    expect(await codeOf(session.createFile(firstOf(files)))).toBe('NATIVE_FAILURE');
    expect(await codeOf(session.complete())).toBe('FILES_UNPLACED');
    await session.end();
  });

  it('of the session keeps a whole file from being placed', async () => {
    const { driver, session, files } = await openRegistered(
      new ScriptedRestoreDriver({ survivesFileErrors: false }),
    );
    await session.createFile(firstOf(files));
    await session.write(new Uint8Array(50_000));
    driver.failNext.set('write', nativeFailure('WriteFile', 'session'));
    expect(await codeOf(session.write(new Uint8Array(50_000)))).toBe('NATIVE_FAILURE');
    await session.close();
    expect(driver.placed.size).toBe(0);
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('of commit fails the session, whose end tells the driver why it is given up', async () => {
    const { driver, session, files } = await openRegistered();
    await placeAll(session, files);
    const failure = nativeFailure('DsRestoreRegisterComplete', 'call');
    driver.failNext.set('commit', failure);
    await expect(session.complete()).rejects.toBe(failure);
    expect(session.state).toBe('failed');
    await session.end();
    expect(driver.aborted).toEqual({ reason: failure });
    expect(driver.violations).toEqual([]);
  });

  it('of register leaves nothing registered, and aborts', async () => {
    const driver = new ScriptedRestoreDriver();
    const session = await startRestoreSession(driver);
    driver.failNext.set('register', nativeFailure('DsRestoreRegisterW'));
    expect(await codeOf(session.register(samplePlan()))).toBe('NATIVE_FAILURE');
    expect(await codeOf(session.register(samplePlan()))).toBe('SESSION_FAILED');
    await session.end();
    expect(driver.calls).toEqual(['prepare', 'register', 'abort', 'release']);
  });
});

describe('a signal', () => {
  it('is looked at before each call, rethrows its reason as it is, and spoils nothing', async () => {
    const reason = Object.freeze({ why: 'the caller changed its mind' });
    const signal = AbortSignal.abort(reason);
    const driver = new ScriptedRestoreDriver();
    const session = await startRestoreSession(driver);
    const plan = samplePlan();
    await expect(session.locations({ signal })).rejects.toBe(reason);
    await expect(session.register(plan, { signal })).rejects.toBe(reason);
    await session.register(plan);
    const files = plan.files === 'placed-by-caller' ? [] : plan.files;
    await expect(session.createFile(firstOf(files), { signal })).rejects.toBe(reason);
    await expect(session.writeFile(firstOf(files), [], { signal })).rejects.toBe(reason);
    await session.createFile(firstOf(files));
    await expect(session.write(new Uint8Array(1), { signal })).rejects.toBe(reason);
    await session.close();
    await placeAll(session, files);
    await expect(session.complete({ signal })).rejects.toBe(reason);
    expect(driver.count('commit')).toBe(0);
    await session.complete();
    await session.end();
    expect(driver.violations).toEqual([]);
  });
});
