import { describe, expect, it } from 'vitest';
import { codeOf } from './code-of.js';
import { firstOf } from './first-of.js';
import { sampleFiles } from './sample-files.js';
import { nativeFailure, ScriptedDriver } from './scripted-driver.js';
import { openSample, readEverything, readWhole } from './whole-backup.js';

describe('failures of a backend', () => {
  it.each(['databases', 'logs', 'others'] as const)(
    'fail the session in %s, and are rethrown as they are',
    async (step) => {
      const { driver, session } = await openSample();
      const failure = nativeFailure(step);
      driver.failNext.set(step, failure);
      await expect(readEverything(session)).rejects.toBe(failure);
      expect(session.state).toBe('failed');
      await session.end();
      expect(driver.calls.slice(-2)).toEqual(['abort', 'release']);
      expect(driver.violations).toEqual([]);
    },
  );

  it('leave only close, abort and end, and keep the first failure as the cause', async () => {
    const { driver, session } = await openSample();
    const file = firstOf(await session.databases());
    await session.openFile(file);
    const failure = nativeFailure('DsBackupRead');
    driver.failNext.set('read', failure);
    await expect(session.read(new Uint8Array(24_576))).rejects.toBe(failure);
    const refused = [
      () => session.databases(),
      () => session.logs(),
      () => session.others()[Symbol.asyncIterator]().next(),
      () => session.files()[Symbol.asyncIterator]().next(),
      () => session.openFile(file),
      () => session.read(new Uint8Array(24_576)),
      () => session.readFile(file)[Symbol.asyncIterator]().next(),
      () => session.skip(file, 'failed'),
      () => session.complete(),
    ];
    for (const call of refused) expect(await codeOf(call)).toBe('SESSION_FAILED');
    await expect(session.databases()).rejects.toMatchObject({ cause: failure });
    await session.close();
    expect(await codeOf(session.close())).toBe('NO_FILE_OPEN');
    await session.abort();
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('are told by the first of them, though closing then fails too', async () => {
    const { driver, session } = await openSample();
    const [read, close] = [nativeFailure('read'), nativeFailure('close')];
    await session.openFile(firstOf(await session.databases()));
    driver.failNext.set('read', read).set('close', close);
    await expect(session.read(new Uint8Array(24_576))).rejects.toBe(read);
    await expect(session.close()).rejects.toBe(close);
    await expect(session.databases()).rejects.toMatchObject({ code: 'SESSION_FAILED', cause: read });
    await session.end();
  });

  it('leave no file open when close itself fails', async () => {
    const { driver, session } = await openSample();
    await session.openFile(firstOf(await session.databases()));
    driver.failNext.set('close', nativeFailure('DsBackupClose'));
    expect(await codeOf(session.close())).toBe('NATIVE_FAILURE');
    expect(await codeOf(session.close())).toBe('NO_FILE_OPEN');
    await session.end();
    expect(driver.count('close')).toBe(1);
  });

  it('fail a file alone where the backend survives that, until it is skipped by name', async () => {
    const { driver, session } = await openSample();
    const file = firstOf(await session.databases());
    const failure = nativeFailure('ReadFile', 'file');
    driver.failNext.set('read', failure);
    await expect(readWhole(session, file)).rejects.toBe(failure);
    expect(session.state).toBe('open');
    await expect(session.openFile(file)).rejects.toMatchObject({ code: 'FILE_UNREADABLE', cause: failure });
    for await (const other of session.files()) {
      if (other !== file && other.kind !== 'directory') await readWhole(session, other);
    }
    expect(await codeOf(session.complete())).toBe('FILES_UNREAD');
    session.skip(file, 'bad sector');
    const { components } = await session.complete();
    expect(components.map(({ succeeded }) => succeeded)).toEqual([false, true]);
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('do not ask a driver for more of a file whose read failed', async () => {
    const { driver, session } = await openSample();
    await session.openFile(firstOf(await session.databases()));
    const failure = nativeFailure('ReadFile', 'file');
    driver.failNext.set('read', failure);
    await expect(session.read(new Uint8Array(24_576))).rejects.toBe(failure);
    await expect(session.read(new Uint8Array(24_576))).rejects.toBe(failure);
    expect(driver.count('read')).toBe(1);
    await session.end();
  });

  it.each(['open', 'close'] as const)('of one file in %s fail that file alone', async (step) => {
    const { driver, session } = await openSample();
    const file = firstOf(await session.databases());
    driver.failNext.set(step, nativeFailure(step, 'file'));
    expect(await codeOf(readWhole(session, file))).toBe('NATIVE_FAILURE');
    expect(session.state).toBe('open');
    expect(await codeOf(session.openFile(file))).toBe('FILE_UNREADABLE');
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('of one file fail the session where the backend does not survive them', async () => {
    const { driver, session } = await openSample(
      new ScriptedDriver(sampleFiles(), { survivesFileErrors: false }),
    );
    driver.failNext.set('read', nativeFailure('DsBackupRead', 'file'));
    expect(await codeOf(readWhole(session, firstOf(await session.databases())))).toBe('NATIVE_FAILURE');
    expect(session.state).toBe('failed');
    await session.end();
  });

  it('tell of both when reading and closing fail', async () => {
    const { driver, session } = await openSample();
    const [read, close] = [nativeFailure('read'), nativeFailure('close')];
    driver.failNext.set('read', read).set('close', close);
    await expect(readWhole(session, firstOf(await session.databases()))).rejects.toMatchObject({
      code: 'RELEASE_FAILED',
      cause: { errors: [read, close] },
    });
    await session.end();
    expect(driver.count('close')).toBe(1);
  });
});

describe('bugs of a driver', () => {
  it('pass through as they are and fail the session', async () => {
    const { driver, session } = await openSample();
    const bug = new TypeError('undefined is not a function');
    driver.failNext.set('open', bug);
    await expect(session.openFile(firstOf(await session.databases()))).rejects.toBe(bug);
    expect(session.state).toBe('failed');
    await session.end();
  });

  it.each([65_537, -1, 1.5, Number.NaN])('are seen when read answers %s bytes', async (count) => {
    const { driver, session } = await openSample();
    driver.read = async () => count;
    await session.openFile(firstOf(await session.databases()));
    await expect(session.read(new Uint8Array(65_536))).rejects.toThrow(/broke its contract: read answered/);
    expect(session.state).toBe('failed');
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it.each([-1, 0.5, Number.NaN])(
    'are seen when open answers a size of %s, and the file is still closed',
    async (size) => {
      const driver = new ScriptedDriver(sampleFiles());
      const open = driver.open.bind(driver);
      driver.open = async (file) => (await open(file)) * 0 + size;
      const { session } = await openSample(driver);
      await expect(session.openFile(firstOf(await session.databases()))).rejects.toThrow(
        /broke its contract/,
      );
      await session.end();
      expect([driver.count('open'), driver.count('close')]).toEqual([1, 1]);
      expect(driver.violations).toEqual([]);
    },
  );

  it('are seen when a list names a file twice, or one of another list', async () => {
    const [database, , log] = sampleFiles();
    if (database === undefined || log === undefined) throw new Error('The sample has both.');
    for (const files of [[database.file, database.file], [log.file]]) {
      const driver = new ScriptedDriver(sampleFiles());
      driver.databases = async () => files;
      const { session } = await openSample(driver);
      await expect(session.databases()).rejects.toThrow(/broke its contract: databases named/);
      expect(session.state).toBe('failed');
      await session.end();
    }
  });

  it('in a walk are seen, and the walk is still let go of', async () => {
    const directory = sampleFiles().find(({ file }) => file.kind === 'directory');
    if (directory === undefined) throw new Error('The sample has a directory.');
    const { driver, session } = await openSample(new ScriptedDriver([directory, directory]));
    const walk = async () => {
      for await (const _file of session.others());
    };
    await expect(walk()).rejects.toThrow(/broke its contract: others named/);
    expect(driver.count('stop')).toBe(1);
    await session.end();
    expect(driver.violations).toEqual([]);
  });
});
