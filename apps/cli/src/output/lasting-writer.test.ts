import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLastingWriter } from './lasting-writer.js';

/** A stream that answers every write later, with an error once `code` is given. */
function streamTo(written: string[], code?: string): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      setTimeout(() => {
        if (code !== undefined) return done(Object.assign(new Error(code), { code }));
        written.push(String(chunk));
        done();
      }, 1);
    },
    autoDestroy: false,
  });
}

describe('A lasting writer', () => {
  it('waits until everything is written', async () => {
    const written: string[] = [];
    const writer = createLastingWriter(streamTo(written));
    for (const text of ['a', 'b', 'c']) writer.write(text);
    expect(await writer.failure()).toBeUndefined();
    expect(written.join('')).toBe('abc');
  });

  it('tells what was lost, and takes more without a word', async () => {
    const writer = createLastingWriter(streamTo([], 'ENOSPC'));
    writer.write('a');
    expect(await writer.failure()).toMatchObject({ code: 'ENOSPC' });
    writer.write('b');
    expect(await writer.failure()).toMatchObject({ code: 'ENOSPC' });
  });

  it('finds nothing wrong with a reader that has gone', async () => {
    const writer = createLastingWriter(streamTo([], 'EPIPE'));
    writer.write('a');
    expect(await writer.failure()).toBeUndefined();
  });
});
