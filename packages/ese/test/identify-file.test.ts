import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeCheckpoint, identifyFile, sealHeader } from '../src/index.js';
import { makeDatabase } from './made-database.js';
import { makeLegacyLog, makeLog } from './made-log.js';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.js';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const DATABASE = makeDatabase({ pageSize: 8192, pages: 3 });

function damaged(bytes: Uint8Array): Buffer {
  const copy = Buffer.from(bytes);
  for (let block = 0; block * 2048 < copy.length; block++) {
    // Each block another bit pattern: the same one twice in the same lane would leave an XOR as it was.
    const offset = block * 2048 + 700;
    copy[offset] = (copy[offset] ?? 0) ^ (block + 1);
  }
  return copy;
}

function flushMap(): Buffer {
  const map = Buffer.alloc(16_384);
  map.writeUInt32LE(7, 667);
  sealHeader(map.subarray(0, 4096));
  return map;
}

describe('a file', () => {
  it.each([
    ['database', true, DATABASE],
    ['database', false, damaged(DATABASE)],
    ['temporary-database', true, makeDatabase({ pageSize: 4096, pages: 3, header: { fileType: 5 } })],
    ['log', true, makeLog({ generation: 5 })],
    ['log', false, damaged(makeLog({ generation: 5 }))],
    ['log', true, makeLegacyLog(5)],
    ['checkpoint', true, Buffer.from(encodeCheckpoint({}))],
    ['checkpoint', false, damaged(encodeCheckpoint({}))],
    ['flush-map', true, flushMap()],
    ['not-ese', false, Buffer.alloc(70_000, 'text ')],
    ['not-ese', false, Buffer.alloc(65_536)],
    ['not-ese', false, Buffer.from('x')],
  ])('is recognised as %s, intact: %s', async (kind, intact, bytes) => {
    expect(await identifyFile(await folder.write('file', bytes))).toEqual({ kind, intact });
  });

  it('is refused when it is empty or missing', async () => {
    await expect(identifyFile(await folder.write('empty', new Uint8Array(0)))).rejects.toMatchObject({
      code: 'EMPTY',
    });
    await expect(identifyFile(`${folder.path}/missing`)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('gets an answer whatever its bytes are', async () => {
    const numRuns = process.env.DSBACKUP_FULL === '1' ? 5_000 : 100;
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 9000 }), async (bytes) => {
        expect(await identifyFile(await folder.write('garbage', bytes))).toHaveProperty('kind');
      }),
      { numRuns },
    );
  });
});
