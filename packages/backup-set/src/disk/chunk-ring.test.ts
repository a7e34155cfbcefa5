import { describe, expect, it } from 'vitest';
import { ChunkRing } from './chunk-ring.js';

describe('ChunkRing', () => {
  it('makes a reader wait until a buffer is free', async () => {
    const ring = new ChunkRing(1, 16);
    const buffer = await ring.take();
    const { promise, resolve } = deferred();
    ring.lend(buffer, promise);
    let taken = false;
    const taking = ring.take().then((next) => {
      taken = true;
      return next;
    });
    await new Promise(setImmediate);
    expect(taken).toBe(false);
    resolve();
    expect(await taking).toBe(buffer);
  });

  it('tells the failure of lent work to whoever takes next, and once', async () => {
    const ring = new ChunkRing(2, 16);
    const failure = new Error('disk');
    ring.lend(await ring.take(), Promise.reject(failure));
    await expect(ring.drain()).rejects.toBe(failure);
    await ring.drain();
    await ring.take();
    ring.lend(await ring.take(), Promise.reject(failure));
    await expect(ring.take()).rejects.toBe(failure);
  });
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let settle = () => {};
  const promise = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: () => settle() };
}
