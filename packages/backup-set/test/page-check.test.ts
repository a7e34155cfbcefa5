import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sealPage } from '@dsbackup/ese';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inlinePageCheck, type PageCheck } from '../src/verify/page-check.js';
import { startThreadPageCheck } from '../src/verify/thread-page-check.js';
import { buildPrograms } from './build-programs.js';
import { someBytes } from './write-sample-set.js';

const pageSize = 8192;
const options = { pageSize, lastOwnedPage: 60 };
let programs = '';
const program = () => pathToFileURL(join(programs, 'page-scan-worker.js'));

beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'dsbackup-programs-'));
  await buildPrograms(programs);
});

afterAll(() => {
  rmSync(programs, { recursive: true, force: true });
});

/** Pages of a database in shared memory: good ones, one that is bad, and one that is bad and owned by nothing. */
function pages(): Uint8Array {
  const all = new Uint8Array(new SharedArrayBuffer(64 * pageSize));
  for (let index = 2; index < 64; index++) {
    const page = someBytes(pageSize, index);
    // The flag of the newer checksum, which `sealPage` goes by.
    page[37] = (page[37] ?? 0) | 0x20;
    sealPage(page, index - 1);
    all.set(page, index * pageSize);
  }
  for (const spoilt of [30, 63]) all[spoilt * pageSize + 500] = (all[spoilt * pageSize + 500] ?? 0) ^ 0xff;
  return all;
}

async function scan(check: PageCheck) {
  const all = pages();
  const step = 3 * pageSize + 100;
  const pushes = [];
  for (let at = 0; at < all.length; at += step) pushes.push(check.push(all.subarray(at, at + step)));
  await Promise.all(pushes);
  const result = await check.finish();
  await check.close();
  return result;
}

describe('the page check in a thread of its own', () => {
  it('finds what the one in the calling thread finds', async () => {
    const inline = await scan(inlinePageCheck(options));
    const thread = await startThreadPageCheck(options, program());
    expect(thread && (await scan(thread))).toEqual(inline);
    expect(inline).toMatchObject({ good: 60, bad: 2, badPastOwned: 1 });
  });

  it('is not there where its program was not built', async () => {
    expect(await startThreadPageCheck(options, pathToFileURL(join(programs, 'nothing.js')))).toBeUndefined();
  });

  it('rejects what it is asked after it has failed, and what it had not answered', async () => {
    const thread = await startThreadPageCheck({ pageSize: 7 }, program());
    await expect(thread?.push(new Uint8Array(new SharedArrayBuffer(8)))).rejects.toThrow();
    await expect(thread?.finish()).rejects.toThrow();
    await thread?.close();
  });

  it('can be let go of in the middle', async () => {
    const thread = await startThreadPageCheck(options, program());
    await thread?.push(pages());
    await thread?.close();
    await expect(thread?.finish()).rejects.toThrow('ended before');
  });
});
