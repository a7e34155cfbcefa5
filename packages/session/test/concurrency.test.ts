import { describe, expect, it } from 'vitest';
import { codeOf } from './code-of.js';
import { deferred } from './deferred.js';
import { firstOf, nextOf } from './first-of.js';
import { openSample, readEverything } from './whole-backup.js';

describe('one operation at a time', () => {
  it('refuses every second one while the first runs, and goes on afterwards', async () => {
    const { driver, session } = await openSample();
    const file = firstOf(await session.databases());
    await session.openFile(file);
    const held = deferred();
    driver.hold.set('read', held.promise);
    const reading = session.read(new Uint8Array(24_576));
    const seconds = [
      () => session.databases(),
      () => session.logs(),
      () => session.others()[Symbol.asyncIterator]().next(),
      () => session.files()[Symbol.asyncIterator]().next(),
      () => session.openFile(file),
      () => session.read(new Uint8Array(24_576)),
      () => session.close(),
      () => session.skip(file, 'impatient'),
      () => session.complete(),
    ];
    for (const second of seconds) expect(await codeOf(second)).toBe('OPERATION_IN_PROGRESS');
    held.resolve();
    expect(await reading).toBe(24_576);
    expect(await session.read(new Uint8Array(24_576))).toBe(24_576);
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('holds nothing between two steps of a walk', async () => {
    const { session } = await openSample();
    const walk = session.others()[Symbol.asyncIterator]();
    await nextOf(walk);
    const file = await nextOf(walk);
    await session.openFile(file);
    expect(await session.read(new Uint8Array(24_576))).toBe(26);
    await session.close();
    expect((await walk.next()).done).toBe(true);
    await session.end();
  });

  it('lets a walk be left while a read runs, and stops the walk after it', async () => {
    const { driver, session } = await openSample();
    await session.openFile(firstOf(await session.databases()));
    const held = deferred();
    driver.hold.set('read', held.promise);
    let reading: Promise<number> | undefined;
    const walking = (async () => {
      for await (const _file of session.others()) {
        reading = session.read(new Uint8Array(24_576));
        break;
      }
    })();
    await new Promise((resolve) => setImmediate(resolve));
    expect(driver.count('stop')).toBe(0);
    held.resolve();
    await walking;
    expect(await reading).toBe(24_576);
    expect(driver.count('stop')).toBe(1);
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('keeps everyone out while complete() waits for beforeCommit', async () => {
    const { session } = await openSample();
    const [file] = (await readEverything(session)).keys();
    if (file === undefined) throw new Error('The sample has files.');
    await session.complete({
      beforeCommit: async () => {
        expect(await codeOf(session.openFile(file))).toBe('OPERATION_IN_PROGRESS');
        expect(await codeOf(() => session.skip(file, 'at the last moment'))).toBe('OPERATION_IN_PROGRESS');
      },
    });
    await session.end();
  });
});
