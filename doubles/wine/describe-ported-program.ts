import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCProgram } from '../port/build-c-program.js';
import { projectRoot } from '../project-root.js';
import { bundleForWine } from './bundle-for-wine.js';
import { runUnderWine, type WineResult, windowsPath } from './run-under-wine.js';
import type { WindowsNode } from './windows-node.js';
import type { WinePrefix, WineVersion } from './wine-prefix.js';

/** Where the ring runs. */
export interface WineRing {
  readonly prefix: WinePrefix;
  readonly node: WindowsNode;
  /** A folder for what the tests make. */
  readonly work: string;
}

interface Outcome {
  readonly result: WineResult;
  /** The names of the calls that reached ntdsbcli.dll, in order. The double of vssapi.dll writes into the same journal. */
  readonly calls: readonly string[];
}

/**
 * The worked example of docs/port-from-c.md against its original: the C program, linked with mingw-w64's import library, and its
 * port by `dsbackup/ntdsbcli-compat`, over the same DLL.
 */
export function describePortedProgram(open: () => WineRing): void {
  const server = hostname();

  describe('The program of docs/port-from-c.md', () => {
    let ring: WineRing;
    let programs: { readonly c: WindowsNode; readonly typescript: WindowsNode };
    let bundle: string;

    beforeAll(async () => {
      ring = open();
      const executable = join(ring.work, 'ported.exe');
      await buildCProgram(executable);
      programs = { c: { executable, modules: ring.work }, typescript: ring.node };
      bundle = windowsPath(await bundleForWine(join(projectRoot, 'doubles/port/ported-program.wine.ts')));
    }, 60_000);

    async function run(
      language: keyof typeof programs,
      version: WineVersion,
      args: readonly string[],
    ): Promise<Outcome> {
      await ring.prefix.setVersion(version);
      const journal = join(ring.work, 'ported.journal');
      await rm(journal, { force: true });
      const [mode] = args;
      const result = await runUnderWine({
        prefix: ring.prefix,
        node: programs[language],
        args: language === 'c' ? args : [bundle, ...args],
        env: {
          DSBACKUP_DOUBLE_ROOT: 'C:\\',
          DSBACKUP_DOUBLE_JOURNAL: windowsPath(journal),
          DSBACKUP_DOUBLE_OPTIONS: mode === 'restore' ? 'offline=1 local-locations=1' : '',
        },
      });
      expect(result.exitCode, `${result.stdout}\n${result.stderr}`).toBe(0);
      const lines = await readFile(journal, 'utf8').catch(() => '');
      // The double of vssapi.dll writes into the same journal.
      return { result, calls: [...lines.matchAll(/^(Ds\w+) /gm)].map(([, call = '']) => call) };
    }

    async function backUp(language: keyof typeof programs, version: WineVersion) {
      const folder = join(ring.work, `kept-${language}-${version}`);
      await mkdir(folder);
      const outcome = await run(language, version, ['backup', windowsPath(folder), server]);
      return { ...outcome, folder, files: await filesOf(folder) };
    }

    it('keeps the same bytes by the same calls in C and in TypeScript, and the same files over VSS', async () => {
      const c = await backUp('c', 'win2003');
      const typescript = await backUp('typescript', 'win2003');
      const vss = await backUp('typescript', 'win10');
      expect([...c.files.keys()]).toContain('ntds.dit');
      expect(typescript.files).toEqual(c.files);
      expect(linesOf(typescript.result.stdout)).toEqual(linesOf(c.result.stdout));
      expect(filesCalls(typescript.calls)).toEqual(filesCalls(c.calls));
      expect(vss.calls).toEqual([]);
      for (const [name, bytes] of c.files) {
        if (name !== 'token') expect(vss.files.get(name)?.equals(bytes), name).toBe(true);
      }
    }, 180_000);

    it('restores what the C program kept, in C and in TypeScript, by the same calls', async () => {
      const ntds = join(ring.prefix.driveC, 'windows', 'NTDS');
      const kept = join(ring.work, 'kept-c-win2003');
      const files = await filesOf(kept);
      const range = generationsOf(files);
      const calls: string[][] = [];
      for (const language of ['c', 'typescript'] as const) {
        await writeFile(join(ntds, 'ntds.dit'), 'damaged');
        const outcome = await run(language, 'win2003', ['restore', windowsPath(kept), server, ...range]);
        expect(outcome.result.stdout.trim()).toBe('0x00000000');
        expect(
          (await readFile(join(ntds, 'ntds.dit'))).equals(files.get('ntds.dit') ?? Buffer.alloc(0)),
        ).toBe(true);
        calls.push(outcome.calls.filter((call) => call.startsWith('DsRestore')));
      }
      expect(calls[1]).toEqual(calls[0]);
      expect(calls[0]).toEqual([
        'DsRestorePrepareW',
        'DsRestoreGetDatabaseLocationsW',
        'DsRestoreRegisterW',
        'DsRestoreRegisterComplete',
        'DsRestoreEnd',
      ]);
    }, 180_000);
  });
}

/** C's own library ends lines as Windows does. */
const linesOf = (text: string) => text.split(/\r?\n/);

/** The calls that the two must have in common: how often one reads, and when it frees, is its own affair. */
function filesCalls(calls: readonly string[]): string[] {
  return calls.filter(
    (call) => !/^(DsIsNTDSOnlineW|DsBackupRead|DsBackupFree|DsRestoreGetDatabaseLocationsW)$/.test(call),
  );
}

async function filesOf(folder: string): Promise<Map<string, Buffer>> {
  const names = (await readdir(folder)).sort();
  return new Map(
    await Promise.all(
      names.map(async (name): Promise<[string, Buffer]> => [name, await readFile(join(folder, name))]),
    ),
  );
}

/** Lowest and highest, from the logs' own headers. */
function generationsOf(files: ReadonlyMap<string, Buffer>): string[] {
  const logs = [...files].filter(([name]) => name.endsWith('.log')).map(([, bytes]) => bytes.readInt32LE(4));
  return [`${Math.min(...logs)}`, `${Math.max(...logs)}`];
}
