import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSimulatedDomainController, type SimulatorOptions } from '@dsbackup/simulator';
import { createNtdsbcliCompat, hrCodes } from 'dsbackup/ntdsbcli-compat';
import { afterEach, describe, expect, it } from 'vitest';
import { backUpDirectory, type KeptBackup, restoreDirectory, type Store } from '../examples/port-from-c.js';
import { generations, makeDisk } from './compat-machine.js';

const server = '\\\\DC01';
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** The disk of a domain controller; another seed makes another directory. */
async function disk(seed: number): Promise<string> {
  const root = await makeDisk(seed);
  folders.push(root);
  return root;
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
    const legacy = await backUp(await disk(1), '2003');
    const vss = await backUp(await disk(1), '2022');
    expect(legacy.host.journal().join('\n')).toContain('DsBackupClose');
    expect(vss.host.journal().join('\n')).not.toContain('DsBackup');
    const [old, modern] = [legacy.store.byName(), vss.store.byName()];
    expect(old.size).toBe(6);
    for (const [name, bytes] of old) expect(modern.get(name)?.equals(bytes), name).toBe(true);
    expect([...modern.keys()].filter((name) => !old.has(name))).toEqual(['edb.chk']);
    expect([legacy.store.token !== undefined, vss.store.token]).toEqual([true, undefined]);
  });

  it('brings the directory back that it backed up', async () => {
    const { store } = await backUp(await disk(1), '2003');
    const root = await disk(2);
    const options = { windows: '2003', computerName: 'DC01' } as const;
    const host = await openSimulatedDomainController(root, { ...options, startedIn: 'restore-mode' });
    const ds = createNtdsbcliCompat({ host });
    const kept: KeptBackup = {
      token: store.token ?? new Uint8Array(0),
      database: 'C:\\Windows\\NTDS\\ntds.dit',
      genLow: generations.low,
      genHigh: generations.high,
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
    const { store } = await backUp(await disk(1), '2003');
    const host = await openSimulatedDomainController(await disk(2), {
      windows: '2003',
      computerName: 'DC01',
      startedIn: 'restore-mode',
    });
    const kept: KeptBackup = {
      token: store.token ?? new Uint8Array(0),
      database: 'C:\\Windows\\NTDS\\ntds.dit',
      genLow: generations.low,
      genHigh: generations.high,
      copyInto: async () => hrCodes.hrDiskFull,
    };
    expect(await restoreDirectory(createNtdsbcliCompat({ host }), server, kept)).toBe(hrCodes.hrDiskFull);
    expect(host.restoreRegistration()).toMatchObject({ state: 'failed', status: hrCodes.hrDiskFull });
    expect(host.liveResources()).toBe(0);
  });
});

describe('docs/port-from-c.md', () => {
  const examples = join(import.meta.dirname, '../examples');
  const compiler = 'x86_64-w64-mingw32-gcc';
  const hasCompiler = spawnSync(compiler, ['--version']).status === 0;

  it.each([
    ['c', 'port-from-c.c'],
    ['ts', 'port-from-c.ts'],
  ])('shows the program in %s as it is', async (language, name) => {
    const page = await readFile(join(import.meta.dirname, '../../../docs/port-from-c.md'), 'utf8');
    const source = await readFile(join(examples, name), 'utf8');
    expect(page).toContain(`\`\`\`${language}\n${source}\`\`\`\n`);
  });

  it.skipIf(!hasCompiler)(`shows C that compiles without a warning (needs ${compiler})`, () => {
    const flags = ['-DUNICODE', '-Wall', '-Wextra', '-Werror', '-fsyntax-only'];
    const { status, stderr } = spawnSync(compiler, [...flags, join(examples, 'port-from-c.c')], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
