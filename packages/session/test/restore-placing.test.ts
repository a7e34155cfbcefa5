import { startRestoreSession } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { codeOf } from './code-of.js';
import { firstOf } from './first-of.js';
import { sampleBytes } from './sample-files.js';
import { chunksOf, openRegistered, placeAll, plannedFile, samplePlan } from './sample-plan.js';
import { nativeFailure } from './scripted-driver.js';
import { ScriptedRestoreDriver } from './scripted-restore-driver.js';

describe('a plan', () => {
  const wrong = [
    ['names no database', { ...samplePlan(), databases: [] }],
    [
      'lacks the new name of a database',
      { ...samplePlan(), databases: [{ backedUpAs: 'a', restoreTo: '' }] },
    ],
    ['has no log replay', { databases: samplePlan().databases, files: samplePlan().files }],
    ['has a log replay upside down', replaying({ lowestGeneration: 6 })],
    ['has a generation that is no number', replaying({ highestGeneration: Number.NaN })],
    ['has a log replay without its folder', replaying({ backedUpLogDirectory: '' })],
    ['names no file', samplePlan([])],
    ['names a file twice, in another case', samplePlan([plannedFile('a', 1), plannedFile('A', 1)])],
    ['has a size that is none', samplePlan([plannedFile('a', -1)])],
    ['has a file without a path', samplePlan([{ ...plannedFile('a', 1), path: '' }])],
  ] as const;
  it.each(wrong)('is refused before Windows is asked when it %s', async (_, plan) => {
    const driver = new ScriptedRestoreDriver();
    const session = await startRestoreSession(driver);
    expect(await codeOf(session.register(plan))).toBe('INVALID_ARGUMENT');
    expect(driver.count('register')).toBe(0);
    expect(session.state).toBe('open');
    await session.register(samplePlan());
    await session.end();
  });

  it('may name two files that only look alike', async () => {
    const session = await startRestoreSession(new ScriptedRestoreDriver());
    await session.register(samplePlan([plannedFile('Straße', 1), plannedFile('STRASSE', 1)]));
    await session.end();
  });

  it('needs no log replay where logs are not replayed', async () => {
    const session = await startRestoreSession(new ScriptedRestoreDriver({ replaysLogs: false }));
    const { databases, files } = samplePlan();
    await session.register({ databases, files });
    await session.end();
  });

  it('is registered once', async () => {
    const { driver, session } = await openRegistered();
    expect(await codeOf(session.register(samplePlan()))).toBe('OUT_OF_ORDER');
    expect(driver.count('register')).toBe(1);
    await session.end();
  });

  it('is not registered by a session that can only ask for locations', async () => {
    const driver = new ScriptedRestoreDriver({ locationsOnly: true });
    const session = await startRestoreSession(driver);
    expect((await session.locations()).databases).toHaveLength(1);
    expect(await codeOf(session.register(samplePlan()))).toBe('UNSUPPORTED');
    expect(driver.calls).toEqual(['prepare', 'locations']);
    await session.end();
  });
});

describe('placing', () => {
  it('changes nothing before a plan is registered', async () => {
    const driver = new ScriptedRestoreDriver();
    const session = await startRestoreSession(driver);
    const file = plannedFile('ntds.dit', 10);
    expect(await codeOf(session.createFile(file))).toBe('OUT_OF_ORDER');
    expect(await codeOf(session.complete())).toBe('OUT_OF_ORDER');
    expect(driver.calls).toEqual(['prepare']);
    await session.end();
  });

  it('takes the very objects of the plan, and no copy', async () => {
    const { driver, session, files } = await openRegistered();
    expect(await codeOf(session.createFile({ ...firstOf(files) }))).toBe('FILE_NOT_LISTED');
    expect(driver.count('create')).toBe(0);
    await session.end();
  });

  it('hands every byte to the driver, and says what was placed', async () => {
    const { driver, session, files } = await openRegistered();
    await placeAll(session, files);
    const receipt = await session.complete();
    expect(receipt).toMatchObject({ files: 3, bytes: 130_000, placedByCaller: false, restartRequired: true });
    for (const file of files)
      expect(Buffer.concat([...chunksOf(file)]).equals(driver.placed.get(file.path) ?? Buffer.of(0))).toBe(
        true,
      );
    await session.end();
    expect(driver.aborted).toBeUndefined();
    expect(driver.violations).toEqual([]);
  });

  it('has one file open at a time', async () => {
    const { session, files } = await openRegistered();
    await session.createFile(firstOf(files));
    expect(await codeOf(session.createFile(firstOf(files)))).toBe('FILE_ALREADY_OPEN');
    expect(await codeOf(session.locations())).toBe('FILE_ALREADY_OPEN');
    await session.close();
    expect(await codeOf(session.close())).toBe('NO_FILE_OPEN');
    expect(await codeOf(session.write(new Uint8Array(1)))).toBe('NO_FILE_OPEN');
    await session.end();
  });

  it('writes nothing past the planned size, nor anything into a folder', async () => {
    const { driver, session, files } = await openRegistered();
    await session.createFile(firstOf(files));
    await session.write(new Uint8Array(99_999));
    expect(await codeOf(session.write(new Uint8Array(2)))).toBe('INVALID_ARGUMENT');
    expect(await codeOf(session.write('text' as unknown as Uint8Array))).toBe('INVALID_ARGUMENT');
    await session.write(new Uint8Array(0));
    await session.write(new Uint8Array(1));
    await session.close();
    await session.createFile(files[3] ?? firstOf([]));
    expect(await codeOf(session.write(new Uint8Array(1)))).toBe('INVALID_ARGUMENT');
    await session.close();
    expect([...driver.placed.keys()]).toEqual(['D:\\NTDS\\ntds.dit', 'D:\\NTDS\\folder']);
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('does not take a short file for a placed one, and lets it be placed again', async () => {
    const { driver, session, files } = await openRegistered();
    await placeAll(session, files);
    await session.createFile(firstOf(files));
    await session.write(new Uint8Array(10));
    await session.close();
    expect(await codeOf(session.complete())).toBe('FILES_UNPLACED');
    await session.writeFile(firstOf(files), [sampleBytes(100_000)]);
    await session.complete();
    expect(driver.placed.get('D:\\NTDS\\ntds.dit')).toEqual(Buffer.from(sampleBytes(100_000)));
    await session.end();
  });

  it('does not complete with a file missing, and names it', async () => {
    const { driver, session, files } = await openRegistered();
    await placeAll(session, files.slice(1));
    await expect(session.complete()).rejects.toMatchObject({
      code: 'FILES_UNPLACED',
      message: expect.stringContaining('ntds.dit'),
    });
    expect([driver.count('commit'), session.state]).toEqual([0, 'open']);
    await session.end();
  });

  it('completes without a file where the caller places them', async () => {
    const driver = new ScriptedRestoreDriver();
    const session = await startRestoreSession(driver);
    await session.register(samplePlan('placed-by-caller'));
    expect(await codeOf(session.createFile(plannedFile('ntds.dit', 1)))).toBe('FILE_NOT_LISTED');
    expect(await session.complete()).toMatchObject({ files: 0, bytes: 0, placedByCaller: true });
    await session.end();
    expect(driver.violations).toEqual([]);
  });
});

describe('writeFile', () => {
  it('places no file whose source fails, even after its last byte, and rethrows the reason as it is', async () => {
    const { driver, session, files } = await openRegistered();
    const reason = Object.freeze(new Error('the hash is another one'));
    const source = function* () {
      yield* chunksOf(firstOf(files));
      throw reason;
    };
    await expect(session.writeFile(firstOf(files), source())).rejects.toBe(reason);
    expect(driver.placed.size).toBe(0);
    expect([driver.count('close'), session.state]).toEqual([1, 'open']);
    expect(await codeOf(session.complete())).toBe('FILES_UNPLACED');
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('rejects when the source ends early, and when it gives too much', async () => {
    const { driver, session, files } = await openRegistered();
    const file = firstOf(files);
    expect(await codeOf(session.writeFile(file, [new Uint8Array(99_999)]))).toBe('FILES_UNPLACED');
    expect(await codeOf(session.writeFile(file, [new Uint8Array(100_001)]))).toBe('INVALID_ARGUMENT');
    expect(driver.placed.size).toBe(0);
    expect(driver.count('close')).toBe(2);
    await session.end();
  });

  it('stops its source when a write fails, and tells of both failures when closing fails too', async () => {
    const { driver, session, files } = await openRegistered();
    let stopped = false;
    const source = async function* () {
      try {
        yield* chunksOf(firstOf(files), 10_000);
      } finally {
        stopped = true;
      }
    };
    const failures = [nativeFailure('WriteFile', 'file'), nativeFailure('CloseHandle', 'file')];
    driver.failNext.set('write', failures[0]).set('close', failures[1]);
    await expect(session.writeFile(firstOf(files), source())).rejects.toMatchObject({
      code: 'RELEASE_FAILED',
      cause: { errors: failures },
    });
    expect([stopped, driver.count('write'), session.state]).toEqual([true, 1, 'open']);
    await session.end();
  });

  it('notices that its file was closed between two chunks, and leaves the next one alone', async () => {
    const { driver, session, files } = await openRegistered();
    const [file, other] = files;
    if (file === undefined || other === undefined) throw new Error('The sample has two files.');
    const source = async function* () {
      yield new Uint8Array(10);
      await session.close();
      await session.createFile(other);
      yield new Uint8Array(10);
    };
    expect(await codeOf(session.writeFile(file, source()))).toBe('NO_FILE_OPEN');
    await session.write(new Uint8Array(30_000));
    await session.close();
    expect([...driver.placed.keys()]).toEqual([other.path]);
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('notices that after its last chunk too, and closes nothing of others', async () => {
    const { driver, session, files } = await openRegistered();
    const [file, other] = files;
    if (file === undefined || other === undefined) throw new Error('The sample has two files.');
    const source = async function* () {
      yield* chunksOf(file);
      await session.close();
      await session.createFile(other);
    };
    expect(await codeOf(session.writeFile(file, source()))).toBe('NO_FILE_OPEN');
    expect(driver.count('close')).toBe(1);
    await session.write(new Uint8Array(30_000));
    await session.close();
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('is cut short by end() between two chunks', async () => {
    const { driver, session, files } = await openRegistered();
    const source = async function* () {
      yield new Uint8Array(10);
      await session.end();
      yield new Uint8Array(10);
    };
    expect(await codeOf(session.writeFile(firstOf(files), source()))).toBe('INVALID_SESSION');
    expect(driver.calls.slice(-3)).toEqual(['close', 'abort', 'release']);
    expect(driver.violations).toEqual([]);
  });
});

function replaying(change: Partial<NonNullable<ReturnType<typeof samplePlan>['logReplay']>>) {
  const plan = samplePlan();
  if (plan.logReplay === undefined) throw new Error('The sample replays logs.');
  return { ...plan, logReplay: { ...plan.logReplay, ...change } };
}
