import { describe, expect, it } from 'vitest';
import { codeOf } from './code-of.js';
import { firstOf, nextOf } from './first-of.js';
import { sampleFiles } from './sample-files.js';
import { ScriptedDriver } from './scripted-driver.js';
import { openSample, readEverything, readWhole } from './whole-backup.js';

describe('the order of a backup', () => {
  it('asks for each list once and answers the same objects again', async () => {
    const { driver, session } = await openSample();
    expect(await session.databases()).toBe(await session.databases());
    expect(await session.logs()).toBe(await session.logs());
    expect([driver.count('databases'), driver.count('logs')]).toEqual([1, 1]);
    await session.end();
  });

  it('opens no database after the logs were asked for, and still opens logs', async () => {
    const { session } = await openSample();
    const database = firstOf(await session.databases());
    const log = firstOf(await session.logs());
    expect(await codeOf(session.openFile(database))).toBe('OUT_OF_ORDER');
    expect((await session.openFile(log)).size).toBe(30_000);
    await session.end();
  });

  it('does not list databases for the first time after the logs', async () => {
    const { session } = await openSample();
    await session.logs();
    expect(await codeOf(session.databases())).toBe('OUT_OF_ORDER');
    await session.end();
  });

  it('asks for no logs while a file is open', async () => {
    const { driver, session } = await openSample();
    await session.openFile(firstOf(await session.databases()));
    expect(await codeOf(session.logs())).toBe('FILE_ALREADY_OPEN');
    expect(driver.count('logs')).toBe(0);
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('joins the three lists, databases before logs before the others', async () => {
    const { session } = await openSample();
    const lists: string[] = [];
    for await (const file of session.files()) {
      lists.push(file.list);
      if (file.kind !== 'directory') await readWhole(session, file);
    }
    expect(lists).toEqual(['databases', 'databases', 'logs', 'others', 'others']);
    await session.end();
  });

  it('refuses to go on past databases that were only collected, and names the first', async () => {
    const { session } = await openSample();
    const collect = async () => {
      for await (const file of session.files()) expect(file.list).toBe('databases');
    };
    await expect(collect()).rejects.toMatchObject({
      code: 'DATABASES_UNREAD',
      message: expect.stringContaining('ntds.dit'),
    });
    await session.end();
  });

  it('refuses files() at once when logs() shut the door on a database', async () => {
    const { session } = await openSample();
    await session.databases();
    await session.logs();
    expect(await codeOf(nextOf(session.files()[Symbol.asyncIterator]()))).toBe('DATABASES_UNREAD');
    await session.end();
  });

  it('leaves out of files() what was read or skipped before', async () => {
    const { session } = await openSample();
    const [ntds, temp] = await session.databases();
    if (ntds === undefined || temp === undefined) throw new Error('The sample has two databases.');
    await readWhole(session, ntds);
    session.skip(temp, 'rebuilt at every start');
    const paths: string[] = [];
    for await (const file of session.files()) {
      paths.push(file.path);
      if (file.kind !== 'directory') await readWhole(session, file);
    }
    expect(paths).not.toContain(ntds.path);
    expect(paths).not.toContain(temp.path);
    expect(paths).toHaveLength(3);
    await session.end();
  });

  it('asks no driver for others that it does not have', async () => {
    const { driver, session } = await openSample(new ScriptedDriver(sampleFiles(), { others: false }));
    for await (const file of session.others()) expect(file).toBeUndefined();
    expect(await codeOf(nextOf(session.others()[Symbol.asyncIterator]()))).toBe('OUT_OF_ORDER');
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('takes each step of files() for an operation, though the list is there already', async () => {
    const { session } = await openSample();
    const walk = session.files()[Symbol.asyncIterator]();
    const file = await nextOf(walk);
    await session.openFile(file);
    const reading = session.read(new Uint8Array(24_576));
    expect(await codeOf(nextOf(walk))).toBe('OPERATION_IN_PROGRESS');
    await reading;
    const ended = session.files()[Symbol.asyncIterator]();
    await nextOf(ended);
    await session.end();
    expect(await codeOf(nextOf(ended))).toBe('INVALID_SESSION');
  });

  it('says that the session ended, before it says that databases are unread', async () => {
    const { session } = await openSample();
    const walk = session.files()[Symbol.asyncIterator]();
    for (const _database of await session.databases()) await nextOf(walk);
    await session.end();
    expect(await codeOf(nextOf(walk))).toBe('INVALID_SESSION');
  });

  it('streams the others once', async () => {
    const { driver, session } = await openSample();
    for await (const file of session.others()) expect(file.list).toBe('others');
    expect(await codeOf(nextOf(session.others()[Symbol.asyncIterator]()))).toBe('OUT_OF_ORDER');
    expect(driver.count('others')).toBe(3);
    await session.end();
  });

  it('keeps the first walk going when a second one is refused', async () => {
    const { driver, session } = await openSample();
    const walk = session.others()[Symbol.asyncIterator]();
    await nextOf(walk);
    expect(await codeOf(nextOf(session.others()[Symbol.asyncIterator]()))).toBe('OUT_OF_ORDER');
    expect((await nextOf(walk)).path).toContain('gpt.ini');
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('lets the driver go of a walk that is left early', async () => {
    const { driver, session } = await openSample();
    for await (const _file of session.others()) break;
    expect(driver.count('stop')).toBe(1);
    await session.end();
    expect(driver.count('stop')).toBe(1);
  });

  it('stops a walk that is still under way before it aborts', async () => {
    const { driver, session } = await openSample();
    await nextOf(session.others()[Symbol.asyncIterator]());
    await session.end();
    expect(driver.calls.slice(-3)).toEqual(['stop', 'abort', 'release']);
  });

  it('gives nothing more on a second files() after everything was read', async () => {
    const { session } = await openSample();
    await readEverything(session);
    expect((await readEverything(session)).size).toBe(0);
    await session.complete();
    await session.end();
  });
});
