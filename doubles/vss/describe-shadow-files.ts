import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadVssNative } from '@dsbackup/vss';
import type { ShadowEntry, ShadowFileSystem } from '@dsbackup/vss/native';

const DEVICE = '\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1';

const withCode = (code: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === code;

/** What reading a shadow copy by its device path promises. The device leads to drive C. */
export function describeShadowFiles(): void {
  describe('The files of a shadow copy', () => {
    const names = Array.from({ length: 40 }, (_, index) => `${index} grüße 日本 🗄.txt`);
    let files: ShadowFileSystem;
    let live: string;
    let folder: string;
    before(async () => {
      ({ files } = await loadVssNative());
      live = mkdtempSync('C:\\dsbackup-shadow-');
      folder = DEVICE + live.slice('C:'.length);
      for (const name of names) writeFileSync(join(live, name), name);
      mkdirSync(join(live, 'empty'));
    });
    after(() => rmSync(live, { recursive: true, force: true }));

    async function list(path: string): Promise<ShadowEntry[]> {
      const entries = [];
      for await (const entry of files.list(path)) entries.push(entry);
      return entries;
    }

    it('are listed, each once, by name, kind, size, times and access list', async () => {
      const entries = await list(folder);
      assert.deepEqual(entries.map(({ name }) => name).sort(), [...names, 'empty'].sort());
      for (const entry of entries) {
        const isFolder = entry.name === 'empty';
        assert.equal(entry.kind, isFolder ? 'directory' : 'file');
        assert.equal(entry.size, isFolder ? 0 : Buffer.byteLength(entry.name));
        assert.ok(Math.abs(Date.now() - Date.parse(entry.modified)) < 600_000);
        assert.match(entry.created, /^\d{4}-\d\d-\d\dT.*Z$/);
        assert.equal((entry.attributes & 0x10) !== 0, isFolder);
        assert.match(entry.securityDescriptor ?? '', /^O:.*D:/);
      }
      assert.deepEqual(await list(`${folder}\\empty`), []);
    });

    it('can be listed in part', async () => {
      for await (const entry of files.list(folder)) {
        assert.ok(entry.name);
        break;
      }
      assert.equal((await list(folder)).length, 41);
    });

    it('are known from the root down', async () => {
      assert.equal((await files.stat(`${DEVICE}\\`)).kind, 'directory');
      assert.equal((await files.stat(`${folder}\\empty`)).name, 'empty');
    });

    it('are read to their end', async () => {
      const [name = ''] = names;
      const file = await files.open(`${folder}\\${name}`);
      assert.equal(file.size, Buffer.byteLength(name));
      const buffer = new Uint8Array(10);
      const pieces: Buffer[] = [];
      for (let count = await file.read(buffer); count > 0; count = await file.read(buffer)) {
        pieces.push(Buffer.from(buffer.subarray(0, count)));
      }
      assert.equal(Buffer.concat(pieces).toString(), name);
      assert.equal(await file.read(buffer), 0);
      await file.close();
    });

    it('say by an errno what is wrong', async () => {
      await assert.rejects(files.stat(`${folder}\\missing`), withCode('ENOENT'));
      await assert.rejects(files.open(`${folder}\\missing`), withCode('ENOENT'));
      await assert.rejects(files.open(`${folder}\\empty`), withCode('EISDIR'));
      await assert.rejects(list(`${folder}\\missing`), withCode('ENOENT'));
      await assert.rejects(files.stat(`${DEVICE}9\\`), withCode('ENOENT'));
    });
  });
}
