import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf } from './code-of.js';
import { firstOf, nextOf } from './first-of.js';
import { sampleFile, sampleFiles } from './sample-files.js';
import { ScriptedDriver } from './scripted-driver.js';
import { openSample, readEverything, readWhole } from './whole-backup.js';

const runs = process.env.DSBACKUP_FULL === '1' ? 5_000 : 200;

describe('reading files', { timeout: 300_000 }, () => {
  it('gives every byte of every file', async () => {
    const { driver, session } = await openSample();
    const contents = await readEverything(session);
    for (const { file, bytes } of sampleFiles().filter(({ file }) => file.kind !== 'directory')) {
      const found = [...contents].find(([listed]) => listed.path === file.path)?.[1];
      expect(Buffer.compare(found ?? Buffer.alloc(0), bytes)).toBe(0);
    }
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('uses a large buffer in place, floored to a multiple of 8,192', async () => {
    const { driver, session } = await openSample();
    await session.openFile(firstOf(await session.databases()));
    expect(await session.read(new Uint8Array(40_000))).toBe(32_768);
    expect(await session.read(new Uint8Array(24_576))).toBe(24_576);
    expect(driver.readSizes).toEqual([32_768, 24_576]);
    await session.end();
  });

  it('serves a small buffer from one staging buffer that is a multiple of 8,192', async () => {
    const { driver, session } = await openSample();
    await session.openFile(firstOf(await session.databases()));
    for (let count = 0; count < 10; count++) expect(await session.read(new Uint8Array(100))).toBe(100);
    expect(driver.readSizes).toHaveLength(1);
    expect((driver.readSizes[0] ?? 1) % 8_192).toBe(0);
    await session.end();
  });

  it('never asks the driver again after the end', async () => {
    const { driver, session } = await openSample();
    await session.openFile(firstOf(await session.databases()));
    const buffer = new Uint8Array(131_072);
    expect(await session.read(buffer)).toBe(100_000);
    expect([
      await session.read(buffer),
      await session.read(buffer),
      await session.read(new Uint8Array(1)),
    ]).toEqual([0, 0, 0]);
    expect(driver.count('read')).toBe(2);
    await session.end();
  });

  it('gives exactly the bytes, whatever the sizes of the buffers and of the short reads', async () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 9_000 }), fc.integer({ min: 24_000, max: 70_000 }));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 200_000 }),
        fc.array(size, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 70_000 }),
        async (length, sizes, mostPerRead) => {
          const sample = sampleFile('databases', 'ntds.dit', length);
          const driver = new ScriptedDriver([sample]);
          // A driver that answers a few bytes at a time would make the long files take a million reads.
          driver.mostPerRead = Math.max(mostPerRead, Math.ceil(length / 500));
          const { session } = await openSample(driver);
          await session.openFile(firstOf(await session.databases()));
          const parts: Uint8Array[] = [];
          for (let turn = 0; ; turn++) {
            const buffer = new Uint8Array(Math.max(sizes[turn % sizes.length] ?? 1, Math.ceil(length / 500)));
            const count = await session.read(buffer);
            if (count === 0) break;
            parts.push(buffer.subarray(0, count));
          }
          await session.close();
          await session.end();
          expect(Buffer.compare(Buffer.concat(parts), sample.bytes)).toBe(0);
          expect(driver.violations).toEqual([]);
        },
      ),
      { numRuns: runs, seed: 20_261_122 },
    );
  });

  it('counts what is still staged as unread', async () => {
    const { session } = await openSample(new ScriptedDriver([sampleFile('databases', 'ntds.dit', 1_000)]));
    const file = firstOf(await session.databases());
    await session.openFile(file);
    await session.read(new Uint8Array(999));
    await session.close();
    await session.logs();
    for await (const _other of session.others());
    expect(await codeOf(session.complete())).toBe('FILES_UNREAD');
    await session.end();
  });

  it('starts a file again from its first byte when it was closed before its end', async () => {
    const sample = sampleFile('databases', 'ntds.dit', 50_000);
    const { driver, session } = await openSample(new ScriptedDriver([sample]));
    const file = firstOf(await session.databases());
    for await (const chunk of session.readFile(file, { chunkSize: 24_576 })) {
      expect(chunk).toHaveLength(24_576);
      break;
    }
    expect(Buffer.compare(await readWhole(session, file), sample.bytes)).toBe(0);
    expect([driver.count('open'), driver.count('close')]).toEqual([2, 2]);
    await session.end();
  });

  it('counts a file that is read twice once, by its last reading', async () => {
    const { session } = await openSample(new ScriptedDriver([sampleFile('databases', 'ntds.dit', 50_000)]));
    const file = firstOf(await session.databases());
    await readWhole(session, file);
    await readWhole(session, file);
    await readEverything(session);
    const { components } = await session.complete();
    expect(components).toEqual([
      { component: 'NTDS', succeeded: true, files: 1, bytes: 50_000, skipped: [] },
    ]);
    await session.end();
  });

  it('stops readFile when the file was closed between two chunks, and does not read on in another', async () => {
    const { driver, session } = await openSample();
    const [ntds, temp] = await session.databases();
    if (ntds === undefined || temp === undefined) throw new Error('The sample has two databases.');
    const walk = async () => {
      for await (const _chunk of session.readFile(ntds, { chunkSize: 24_576 })) {
        await session.close();
        await session.openFile(temp);
      }
    };
    expect(await codeOf(walk())).toBe('NO_FILE_OPEN');
    expect(await session.read(new Uint8Array(24_576))).toBe(24_576);
    await session.end();
    expect(driver.violations).toEqual([]);
  });

  it('lends one buffer for all chunks of all files', async () => {
    const { session } = await openSample();
    const buffers = new Set<ArrayBufferLike>();
    for await (const file of session.files()) {
      if (file.kind === 'directory') continue;
      for await (const chunk of session.readFile(file, { chunkSize: 30_000 })) {
        buffers.add(chunk.buffer);
        expect(chunk.buffer.byteLength).toBe(24_576);
      }
    }
    expect(buffers.size).toBe(1);
    await session.end();
  });

  it('refuses an empty buffer, a buffer of something else, and a chunk that is too small', async () => {
    const { driver, session } = await openSample();
    const file = firstOf(await session.databases());
    expect(await codeOf(session.readFile(file, { chunkSize: 24_575 })[Symbol.asyncIterator]().next())).toBe(
      'INVALID_ARGUMENT',
    );
    await session.openFile(file);
    expect(await codeOf(session.read(new Uint8Array(0)))).toBe('INVALID_ARGUMENT');
    expect(await codeOf(session.read(new Uint16Array(24_576) as unknown as Uint8Array))).toBe(
      'INVALID_ARGUMENT',
    );
    expect(driver.count('read')).toBe(0);
    await session.end();
  });

  it('gives no chunk for a directory with readFile, and opens nothing', async () => {
    const { driver, session } = await openSample();
    for await (const other of session.others()) {
      if (other.kind === 'directory') expect(await readWhole(session, other)).toHaveLength(0);
    }
    expect(driver.count('open')).toBe(0);
    await session.end();
  });

  it('refuses readFile after the end, for a directory too', async () => {
    const { session } = await openSample();
    const walk = session.others()[Symbol.asyncIterator]();
    const directory = await nextOf(walk);
    expect(directory.kind).toBe('directory');
    await session.end();
    expect(await codeOf(readWhole(session, directory))).toBe('INVALID_SESSION');
  });

  it('opens only the very objects that it listed, and only those with bytes', async () => {
    const { driver, session } = await openSample();
    const file = firstOf(await session.databases());
    expect(await codeOf(session.openFile({ ...file }))).toBe('FILE_NOT_LISTED');
    expect(await codeOf(session.openFile(undefined as never))).toBe('FILE_NOT_LISTED');
    for await (const other of session.others()) {
      if (other.kind === 'directory') expect(await codeOf(session.openFile(other))).toBe('INVALID_ARGUMENT');
    }
    expect(driver.count('open')).toBe(0);
    await session.end();
  });
});
