import { strict as assert } from 'node:assert';
import type { ContractGroup } from './contract-test.js';
import { expectRejection } from './expect-rejection.js';
import { hasBytes, largestDatabase, listed, readable, readWhole } from './read-backup.js';

/** Databases before logs, each list once. */
export const order: ContractGroup = (test) => {
  test('joins the lists: databases, then logs, then the others', async ({ harness, open }) => {
    const session = await open();
    const paths: string[] = [];
    for await (const file of session.files()) {
      paths.push(file.path);
      if (hasBytes(file)) await readWhole(session, file);
    }
    assert.deepEqual(
      paths,
      harness.expected.map(({ path }) => path),
    );
  });

  test('asks for databases and logs once, and answers the same objects again', async ({ harness, open }) => {
    const session = await open();
    const first = [...(await session.databases()), ...(await session.logs())];
    const before = harness.nativeCalls().length;
    const again = [...(await session.databases()), ...(await session.logs())];
    assert.ok(first.length > 0 && first.length === again.length);
    assert.ok(
      first.every((file, index) => file === again[index]),
      'A list has new objects the second time.',
    );
    assert.equal(harness.nativeCalls().length, before);
  });

  test('refuses to go on past databases that were only collected', async ({ open }) => {
    const session = await open();
    await expectRejection('DATABASES_UNREAD', async () => {
      for await (const file of session.files()) assert.equal(file.list, 'databases');
    });
    assert.equal(session.state, 'open');
  });

  test('goes on past databases that were skipped', async ({ open }) => {
    const session = await open();
    const lists = new Set<string>();
    for await (const file of session.files()) {
      lists.add(file.list);
      if (hasBytes(file)) session.skip(file, 'not today');
    }
    assert.ok(lists.has('logs'));
  });

  test('opens no database after the logs were asked for', async ({ harness, open }) => {
    const session = await open();
    const { file } = await largestDatabase(session, harness);
    const logs = await session.logs();
    const before = harness.nativeCalls().length;
    await expectRejection('OUT_OF_ORDER', () => session.openFile(file));
    assert.equal(harness.nativeCalls().length, before);
    for (const log of readable(harness, 'logs')) await readWhole(session, listed(logs, log));
  });

  test('does not list databases for the first time after the logs', async ({ open }) => {
    const session = await open();
    await session.logs();
    await expectRejection('OUT_OF_ORDER', () => session.databases());
  });

  test('asks for no logs while a file is open', async ({ harness, open }) => {
    const session = await open();
    await session.openFile((await largestDatabase(session, harness)).file);
    const before = harness.nativeCalls().length;
    await expectRejection('FILE_ALREADY_OPEN', () => session.logs());
    assert.equal(harness.nativeCalls().length, before);
    await session.close();
    assert.equal(
      (await session.logs()).length,
      harness.expected.filter(({ list }) => list === 'logs').length,
    );
  });

  test('streams the others once, and has none where it says so', async ({ harness, open }) => {
    const session = await open();
    let count = 0;
    for await (const file of session.others()) {
      assert.equal(file.list, 'others');
      count++;
    }
    assert.equal(
      count > 0,
      harness.capabilities.others && harness.expected.some(({ list }) => list === 'others'),
    );
    await expectRejection('OUT_OF_ORDER', () => session.others()[Symbol.asyncIterator]().next());
  });

  test('leaves out of files() what was read or skipped before', async ({ harness, open }) => {
    const session = await open();
    const { file } = await largestDatabase(session, harness);
    for (const database of await session.databases()) {
      if (database === file) await readWhole(session, database);
      else if (hasBytes(database)) session.skip(database, 'not today');
    }
    for await (const next of session.files()) {
      assert.ok(!hasBytes(next) || next.list === 'logs', `files() gave "${next.path}" again.`);
      if (next.list === 'logs') break;
    }
  });
};
