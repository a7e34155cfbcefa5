import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSimulatedDomainController } from '@dsbackup/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BackupHost, type BackupProgress, DsBackupError, openBackupSession } from '../src/index.js';

let directory: string;
/** What the registry writer names, and must be there. */
const hives = ['SYSTEM', 'SAM', 'SECURITY', 'SOFTWARE', 'DEFAULT'];
const database = Buffer.alloc(100_000, 'ntds');

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dsbackup-door-'));
  for (const [path, bytes] of Object.entries({
    'Windows/NTDS/ntds.dit': database,
    'Windows/NTDS/edb.log': Buffer.alloc(10_000, 'log'),
    'Windows/NTDS/edb.chk': Buffer.alloc(8192),
    'Windows/SYSVOL/domain/Policies/gpt.ini': Buffer.from('[General]'),
    ...Object.fromEntries(hives.map((name) => [`Windows/System32/config/${name}`, Buffer.from('regf')])),
  })) {
    await mkdir(join(directory, path, '..'), { recursive: true });
    await writeFile(join(directory, path), bytes);
  }
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** The caller's code: nothing in it depends on the Windows it runs on. */
async function backUp(host: BackupHost) {
  const progress: BackupProgress[] = [];
  const files = new Map<string, Buffer>();
  await using session = await openBackupSession({ host, onProgress: (event) => progress.push(event) });
  for await (const file of session.files()) {
    const chunks: Buffer[] = [];
    for await (const chunk of session.readFile(file)) chunks.push(Buffer.from(chunk));
    files.set(file.path, Buffer.concat(chunks));
  }
  const receipt = await session.complete();
  return { backend: session.backend, files, progress, receipt };
}

describe('openBackupSession', () => {
  it.each([
    ['2003', 'ntdsbcli', 'DsBackupClose'],
    ['2008', 'vss', 'CloseHandle'],
    ['2022', 'vss', 'CloseHandle'],
    ['2025', 'vss', 'CloseHandle'],
  ] as const)('backs up Windows %s by %s, where close() is %s', async (windows, backend, close) => {
    const host: BackupHost = await openSimulatedDomainController(directory, { windows });
    const result = await backUp(host);
    expect(result.backend).toBe(backend);
    const calls = result.progress.flatMap((event) => (event.kind === 'native-call' ? [event.call] : []));
    const withBytes = [...result.files.values()].filter((bytes) => bytes.length > 0);
    expect(calls.filter((call) => call === close)).toHaveLength(withBytes.length);
    expect(calls).not.toContain(close === 'CloseHandle' ? 'DsBackupClose' : 'CloseHandle');
    const ntds = [...result.files].find(([path]) => path.toLowerCase().endsWith('ntds.dit'));
    expect(ntds?.[1].equals(database)).toBe(true);
    expect(result.receipt.components.every(({ succeeded }) => succeeded)).toBe(true);
  });

  it('tells what was chosen, and why, before anything is opened', async () => {
    const host = await openSimulatedDomainController(directory, { windows: '2022' });
    const { progress } = await backUp(host);
    expect(progress[0]).toMatchObject({ kind: 'backend-chosen', backend: 'vss' });
  });

  it('rejects with NO_BACKEND where the backend that was asked for is not there, and calls nothing', async () => {
    const host = await openSimulatedDomainController(directory, { windows: '2022' });
    const error: unknown = await openBackupSession({ host, backend: 'ntdsbcli' }).catch(
      (caught: unknown) => caught,
    );
    expect(DsBackupError.is(error) && error.code).toBe('NO_BACKEND');
    expect(host.journal()).toEqual([]);
  });

  it('refuses an identity that VSS has no call for', async () => {
    const host = await openSimulatedDomainController(directory, { windows: '2022' });
    const authIdentity = { userName: 'u', domainName: 'd', password: () => new Uint8Array() };
    await expect(openBackupSession({ host, authIdentity })).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });

  it('rethrows the reason of a signal that is aborted already, as it is', async () => {
    const host = await openSimulatedDomainController(directory);
    const reason = new Error('enough');
    await expect(openBackupSession({ host, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(host.journal()).toEqual([]);
  });

  it.runIf(process.platform !== 'win32')(
    'names the simulator where there is no Windows and no host',
    async () => {
      const error: unknown = await openBackupSession().catch((caught: unknown) => caught);
      expect(DsBackupError.is(error) && [error.code, error.hint]).toEqual([
        'NO_BACKEND',
        expect.stringContaining('dsbackup simulate'),
      ]);
    },
  );
});
