import type { DriverControl } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { createVssBackupDriver } from '../src/index.js';
import { rejectionOf } from './back-up.js';
import { domainController } from './domain-controller.js';

const control: DriverControl = { signal: new AbortController().signal, report: () => undefined };

async function withOpenFile() {
  const machine = domainController();
  const driver = createVssBackupDriver({ native: machine });
  await driver.prepare(control);
  const [database] = await driver.databases(control);
  if (database === undefined) throw new Error('a database was due');
  await driver.open(database, control);
  return { machine, driver };
}

describe("the driver's release", () => {
  it('gives back even a file that nobody closed', async () => {
    const { machine, driver } = await withOpenFile();
    await driver.release(control);
    expect(machine.objects.live).toBe(0);
  });

  it('tries everything, and tells of all that failed', async () => {
    const { machine, driver } = await withOpenFile();
    machine.objects.injections.push(
      { call: 'ShadowFile::close', occurrence: 1, status: 'EIO' },
      { call: 'IVssBackupComponents::FreeWriterMetadata', occurrence: 1, status: 0x8000ffff },
    );
    const error = await rejectionOf(driver.release(control));
    expect(error.code).toBe('RELEASE_FAILED');
    expect(error.message).toMatch(/CloseHandle.*FreeWriterMetadata/);
    expect((error.cause as AggregateError).errors).toHaveLength(2);
    expect(machine.objects.live).toBe(0);
  });

  it('has nothing to do before anything was prepared', async () => {
    const machine = domainController();
    const driver = createVssBackupDriver({ native: machine });
    await driver.abort(control);
    await driver.release(control);
    expect(machine.objects.journal).toEqual([]);
  });
});
