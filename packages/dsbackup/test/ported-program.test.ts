import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeLogHeader } from '@dsbackup/ese';
import { openSimulatedDomainController, type SimulatorOptions } from '@dsbackup/simulator';
import { createNtdsbcliCompat, hrCodes } from 'dsbackup/ntdsbcli-compat';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUpDirectory, type KeptBackup, restoreDirectory, type Store } from '../examples/port-from-c.js';

const server = '\\\\DC01';
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dsbackup-port-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A domain controller's disk with a database, three logs and a checkpoint. */
async function tree(name: string, seed: number): Promise<string> {
  const root = join(folder, name);
  await mkdir(join(root, 'Windows/NTDS'), { recursive: true });
  await mkdir(join(root, 'Windows/SYSVOL/domain'), { recursive: true });
  await mkdir(join(root, 'Windows/System32/config'), { recursive: true });
  for (const [path, bytes] of Object.entries({
    'NTDS/ntds.dit': Buffer.alloc(200_001, `ntds ${seed} `),
    'NTDS/edb00010.log': logOf(0x10, seed),
    'NTDS/edb00011.log': logOf(0x11, seed),
    'NTDS/edb.log': logOf(0x12, seed),
    'NTDS/edb.chk': Buffer.alloc(8192, 'chk'),
    'SYSVOL/domain/gpt.ini': Buffer.from('[General]'),
    'System32/config/SYSTEM': Buffer.from('regf'),
  })) {
    await writeFile(join(root, 'Windows', path), bytes);
  }
  return root;
}

function logOf(generation: number, seed: number): Uint8Array {
  return Buffer.concat([encodeLogHeader({ generation }), Buffer.alloc(20_000, `log ${seed} `)]);
}

class MemoryStore implements Store {
  readonly files = new Map<string, { bft: number; bytes: Buffer }>();
  token: Uint8Array | undefined;
  #chunks: Buffer[] = [];
  #current: { bft: number; name: string } | undefined;

  async saveToken(token: Uint8Array) {
    this.token = token;
  }
  async begin(bft: number, name: string) {
    this.#current = { bft, name };
    this.#chunks = [];
  }
  async write(bytes: Uint8Array) {
    this.#chunks.push(Buffer.from(bytes));
  }
  async finish() {
    const { bft = 0, name = '' } = this.#current ?? {};
    this.files.set(name, { bft, bytes: Buffer.concat(this.#chunks) });
  }
  /** The files by their last names. */
  byName(): Map<string, Buffer> {
    return new Map([...this.files].map(([name, { bytes }]) => [lastName(name), bytes]));
  }
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1).toLowerCase();
}

async function backUp(root: string, windows: SimulatorOptions['windows'] & string) {
  const host = await openSimulatedDomainController(root, { windows, computerName: 'DC01' });
  const store = new MemoryStore();
  const failures: string[] = [];
  const ds = createNtdsbcliCompat({ host, onFailure: (error) => failures.push(error.message) });
  const hr = await backUpDirectory(ds, server, store);
  expect({ hr, failures }).toEqual({ hr: hrCodes.hrNone, failures: [] });
  expect(host.liveResources()).toBe(0);
  return { host, store };
}

describe('the program of docs/port-from-c.md', () => {
  it('gives the same bytes on Windows 2003 over ntdsbcli.dll and on Windows 2022 over VSS', async () => {
    const root = await tree('dc', 1);
    await cp(root, join(folder, 'copy'), { recursive: true });
    const legacy = await backUp(root, '2003');
    const vss = await backUp(join(folder, 'copy'), '2022');
    expect(legacy.host.journal().join('\n')).toContain('DsBackupClose');
    expect(vss.host.journal().join('\n')).not.toContain('DsBackup');
    const [old, modern] = [legacy.store.byName(), vss.store.byName()];
    expect([...old.keys()].sort()).toEqual(['edb.log', 'edb00010.log', 'edb00011.log', 'ntds.dit']);
    for (const [name, bytes] of old) expect(modern.get(name)?.equals(bytes), name).toBe(true);
    expect([...modern.keys()].filter((name) => !old.has(name))).toEqual(['edb.chk']);
    expect([legacy.store.token !== undefined, vss.store.token]).toEqual([true, undefined]);
  });

  it('brings the directory back that it backed up', async () => {
    const { store } = await backUp(await tree('before', 1), '2003');
    const root = await tree('after', 2);
    const options = { windows: '2003', computerName: 'DC01' } as const;
    const host = await openSimulatedDomainController(root, { ...options, startedIn: 'restore-mode' });
    const ds = createNtdsbcliCompat({ host });
    const kept: KeptBackup = {
      token: store.token ?? new Uint8Array(0),
      database: 'C:\\Windows\\NTDS\\ntds.dit',
      genLow: 0x10,
      genHigh: 0x12,
      async copyInto({ logs }) {
        const target = await host.localPath(logs);
        await rm(target, { recursive: true });
        await mkdir(target);
        for (const [name, bytes] of store.byName()) await writeFile(join(target, name), bytes);
        return hrCodes.hrNone;
      },
    };
    expect(await restoreDirectory(ds, server, kept)).toBe(hrCodes.hrNone);
    expect(host.liveResources()).toBe(0);
    expect(host.restoreRegistration()?.state).toBe('complete');
    const restarted = await openSimulatedDomainController(root, options);
    expect(await restarted.directoryStart()).toMatchObject({ starts: true });
    const database = await readFile(join(root, 'Windows/NTDS/ntds.dit'));
    expect(database.equals(store.byName().get('ntds.dit') ?? Buffer.of())).toBe(true);
  });

  it('tells Windows of a copy that failed, and answers its status', async () => {
    const { store } = await backUp(await tree('before', 1), '2003');
    const host = await openSimulatedDomainController(await tree('after', 2), {
      windows: '2003',
      computerName: 'DC01',
      startedIn: 'restore-mode',
    });
    const kept: KeptBackup = {
      token: store.token ?? new Uint8Array(0),
      database: 'C:\\Windows\\NTDS\\ntds.dit',
      genLow: 0x10,
      genHigh: 0x12,
      copyInto: async () => hrCodes.hrDiskFull,
    };
    expect(await restoreDirectory(createNtdsbcliCompat({ host }), server, kept)).toBe(hrCodes.hrDiskFull);
    expect(host.restoreRegistration()).toMatchObject({ state: 'failed', status: hrCodes.hrDiskFull });
    expect(host.liveResources()).toBe(0);
  });
});
