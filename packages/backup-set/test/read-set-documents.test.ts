import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBackupSet, readSetDocuments } from '../src/index.js';
import { useTemporaryFolders } from './temporary-folder.js';
import { someBytes, writeSampleSet } from './write-sample-set.js';

const temporaryFolder = useTemporaryFolders();
const token = someBytes(64, 9);

async function setWithToken() {
  const { path } = await writeSampleSet(temporaryFolder(), { expiryToken: token });
  return { set: await readBackupSet(path), tokenFile: join(path, 'documents', 'expiry-token.bin') };
}

describe('readSetDocuments', () => {
  it('gives back every document and the very bytes of the token', async () => {
    const { set } = await setWithToken();
    const { documents, expiryToken } = await readSetDocuments(set);
    expect(documents.map(({ name }) => name)).toEqual(['backup-components.xml']);
    expect(Buffer.compare(expiryToken ?? Buffer.of(), token)).toBe(0);
  });

  it('has no token for a set without one', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    expect(await readSetDocuments(await readBackupSet(path))).not.toHaveProperty('expiryToken');
  });

  it.each([
    ['is cut short', (file: string) => truncate(file, 63), 'SET_DAMAGED'],
    ['is longer', (file: string) => writeFile(file, Buffer.concat([token, Buffer.of(0)])), 'SET_DAMAGED'],
    ['has another byte', (file: string) => writeFile(file, someBytes(64, 10)), 'SET_DAMAGED'],
    ['is gone', (file: string) => rm(file), 'SET_DAMAGED'],
  ])('refuses a token that %s', async (_what, change, code) => {
    const { set, tokenFile } = await setWithToken();
    await change(tokenFile);
    await expect(readSetDocuments(set)).rejects.toMatchObject({ code });
  });
});

describe('writeBackupSet', () => {
  it('takes no token without bytes, and commits nothing then', async () => {
    const written = writeSampleSet(temporaryFolder(), { expiryToken: new Uint8Array(0) });
    await expect(written).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});
