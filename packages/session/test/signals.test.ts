import { describe, expect, it } from 'vitest';
import { deferred } from './deferred.js';
import { firstOf } from './first-of.js';
import { openSample, readEverything } from './whole-backup.js';

describe('signals', () => {
  it('are looked at before each call, rethrow their reason as it is, and spoil nothing', async () => {
    const { driver, session } = await openSample();
    const reason = Object.freeze({ why: 'the caller changed its mind' });
    const signal = AbortSignal.abort(reason);
    await expect(session.databases({ signal })).rejects.toBe(reason);
    await expect(session.logs({ signal })).rejects.toBe(reason);
    await expect(session.files({ signal })[Symbol.asyncIterator]().next()).rejects.toBe(reason);
    expect(driver.calls).toEqual(['prepare']);
    const file = firstOf(await session.databases());
    await expect(session.openFile(file, { signal })).rejects.toBe(reason);
    await expect(session.databases({ signal })).rejects.toBe(reason);
    expect(driver.calls).toEqual(['prepare', 'databases']);
    expect(session.state).toBe('open');
    await session.end();
  });

  it('let no database through the door that an aborted logs() did not shut', async () => {
    const { session } = await openSample();
    const signal = AbortSignal.abort('no');
    await expect(session.logs({ signal })).rejects.toBe('no');
    expect(await session.databases()).toHaveLength(2);
    await session.end();
  });

  it('are looked at between chunks, and the file is closed', async () => {
    const { driver, session } = await openSample();
    const controller = new AbortController();
    const reason = new Error('enough');
    const reading = async () => {
      const file = firstOf(await session.databases());
      for await (const _chunk of session.readFile(file, { chunkSize: 24_576, signal: controller.signal }))
        controller.abort(reason);
    };
    await expect(reading()).rejects.toBe(reason);
    expect([driver.count('read'), driver.count('close')]).toEqual([1, 1]);
    expect(session.state).toBe('open');
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('are looked at before staged bytes are handed out', async () => {
    const { session } = await openSample();
    await session.openFile(firstOf(await session.databases()));
    await session.read(new Uint8Array(10));
    const signal = AbortSignal.abort('stop');
    await expect(session.read(new Uint8Array(10), { signal })).rejects.toBe('stop');
    expect(await session.read(new Uint8Array(10))).toBe(10);
    await session.end();
  });

  it('wait for a call that has started, and report what it came to', async () => {
    const { driver, session } = await openSample();
    await session.openFile(firstOf(await session.databases()));
    const held = deferred();
    driver.hold.set('read', held.promise);
    const controller = new AbortController();
    const reading = session.read(new Uint8Array(24_576), { signal: controller.signal });
    controller.abort(new Error('too late'));
    held.resolve();
    expect(await reading).toBe(24_576);
    await session.end();
  });

  it('reach the driver, whose giving up for them spoils nothing', async () => {
    const { driver, session } = await openSample();
    const controller = new AbortController();
    const reason = new Error('enough');
    const databases = driver.databases.bind(driver);
    driver.databases = async (control?: { readonly signal: AbortSignal }) => {
      controller.abort(reason);
      control?.signal.throwIfAborted();
      return databases();
    };
    await expect(session.databases({ signal: controller.signal })).rejects.toBe(reason);
    expect(session.state).toBe('open');
    driver.databases = databases;
    expect(await session.databases()).toHaveLength(2);
    await session.end();
  });

  it('stop complete() before it starts, and never after', async () => {
    const { driver, session } = await openSample();
    await readEverything(session);
    await expect(session.complete({ signal: AbortSignal.abort('early') })).rejects.toBe('early');
    expect(driver.count('documents')).toBe(0);
    const controller = new AbortController();
    await session.complete({ signal: controller.signal, beforeCommit: () => controller.abort('late') });
    expect(session.state).toBe('completed');
    await session.end();
  });

  it('stop a walk of the others, whose driver then lets go', async () => {
    const { driver, session } = await openSample();
    const controller = new AbortController();
    const walk = async () => {
      for await (const _file of session.others({ signal: controller.signal })) controller.abort('enough');
    };
    await expect(walk()).rejects.toBe('enough');
    expect(driver.calls.slice(-2)).toEqual(['others', 'stop']);
    await session.end();
    expect(driver.violations).toEqual([]);
  });
});
