import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type BackupFile, startBackupSession } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { ScriptedDriver } from './scripted-driver.js';

const count = process.env.DSBACKUP_FULL === '1' ? 200_000 : 20_000;

describe('memory', { timeout: 300_000 }, () => {
  it('does not grow with the number of other files', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const driver = new ScriptedDriver([]);
    driver.others = () => manyFiles();
    driver.open = async () => 0;
    driver.read = async () => 0;
    driver.close = async () => {};
    const session = await startBackupSession(driver);
    await session.databases();
    await session.logs();
    const used = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    let early = 0;
    let index = 0;
    for await (const file of session.others()) {
      await session.openFile(file);
      expect(await session.read(new Uint8Array(24_576))).toBe(0);
      await session.close();
      if (++index === 1_000) early = used();
    }
    // A path alone would be some 100 bytes a file.
    expect(used() - early).toBeLessThan(count * 20);
    const { components } = await session.complete();
    expect(components[0]?.files).toBe(count);
    await session.end();
  });
});

async function* manyFiles(): AsyncIterable<BackupFile> {
  for (let index = 0; index < count; index++)
    yield {
      path: `C:\\Windows\\SYSVOL\\sysvol\\example.test\\Policies\\${index}\\gpt.ini`,
      list: 'others',
      kind: 'file',
      component: 'SYSVOL',
    };
}
