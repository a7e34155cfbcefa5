import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyBackupSet } from '@dsbackup/backup-set';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../abi/compile.js';
import { assembledFacts, parsePrinted, printingProgram } from '../abi/header-facts.js';
import { windowsTarget } from '../abi/header-target.js';
import { readHeader } from '../abi/read-header.js';
import { buildNtdsbcliDouble } from '../ntdsbcli/build.js';
import { projectRoot } from '../project-root.js';
import { describeRing } from '../ring.js';
import { buildVssDouble } from '../vss/build.js';
import { bundleForWine } from './bundle-for-wine.js';
import { describePortedProgram } from './describe-ported-program.js';
import { putDomainController } from './put-domain-controller.js';
import { runUnderWine, type WineResult, windowsPath } from './run-under-wine.js';
import { prepareWindowsNode, type WindowsNode } from './windows-node.js';
import { prepareWinePrefix, type WinePrefix, type WineVersion } from './wine-prefix.js';

const versions: readonly WineVersion[] = ['win2003', 'win2008', 'win7', 'win10'];
const suites = [
  'packages/win32/test/wine/win32.wine.ts',
  'doubles/ntdsbcli/ntdsbcli.wine.ts',
  'doubles/vss/vss.wine.ts',
];

/** At full count every failure is injected at every call, on every version. */
const full = process.env.DSBACKUP_FULL === '1';
const suiteTimeout = full ? 1_500_000 : 180_000;

const ring = {
  name: 'The doubles under Wine, with the Windows build of Node.js and koffi',
  needs: [
    { command: 'wine', debian: 'wine wine64' },
    { command: 'x86_64-w64-mingw32-gcc', debian: 'mingw-w64' },
    { command: 'x86_64-w64-mingw32-g++', debian: 'mingw-w64' },
  ],
};

describeRing(ring, () => {
  let prefix: WinePrefix;
  let node: WindowsNode;
  let work: string;

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'dsbackup-wine-test-'));
    node = await prepareWindowsNode();
    prefix = await prepareWinePrefix('ring');
    await prefix.installDll(await buildNtdsbcliDouble('windows'));
    await prefix.installDll(await buildVssDouble());
    await putDomainController(prefix);
  }, 300_000);
  afterAll(() => rm(work, { recursive: true, force: true }));

  async function run(args: readonly string[], env: Record<string, string> = {}): Promise<WineResult> {
    const count = full ? { DSBACKUP_FULL: '1' } : {};
    return runUnderWine({
      prefix,
      node,
      args,
      env: { DSBACKUP_DOUBLE_ROOT: 'C:\\', ...count, ...env },
      timeout: suiteTimeout,
    });
  }

  it("runs the program of mingw-w64's ntdsbcli.h and prints what the compiler's assembly has", async () => {
    const header = await readHeader(windowsTarget);
    const executable = join(work, 'facts.exe');
    await buildProgram(windowsTarget, executable, printingProgram(header));
    const { stdout, exitCode } = await runUnderWine({
      prefix,
      node: { executable, modules: work },
      args: [],
    });
    expect(exitCode).toBe(0);
    const printed = parsePrinted(stdout);
    expect(printed.size).toBeGreaterThan(500);
    expect(printed).toEqual(await assembledFacts(windowsTarget, header));
  }, 60_000);

  describe.each(versions)('with Wine set to %s', (version) => {
    beforeAll(() => prefix.setVersion(version), 60_000);

    it.each(suites)(
      'passes %s',
      async (suite) => {
        const bundle = await bundleForWine(join(projectRoot, suite));
        const result = await run(['--test-reporter=tap', windowsPath(bundle)]);
        expect(result.exitCode, `${result.stdout.slice(-6000)}\n${result.stderr.slice(-2000)}`).toBe(0);
        expect(Number(/^# pass (\d+)$/m.exec(result.stdout)?.[1])).toBeGreaterThan(0);
        expect(result.stdout).toMatch(/^# fail 0$/m);
      },
      suiteTimeout,
    );
  });

  describe('The same script, unchanged', () => {
    const runScript = async (version: WineVersion) => {
      await prefix.setVersion(version);
      const bundle = await bundleForWine(join(projectRoot, 'doubles/wine/same-script.ts'));
      const [journal, outcome] = [join(work, `${version}.journal`), join(work, `${version}.json`)];
      const result = await run([windowsPath(bundle), windowsPath(outcome)], {
        DSBACKUP_DOUBLE_JOURNAL: windowsPath(journal),
      });
      expect(result.exitCode, result.stderr).toBe(0);
      return {
        journal: await readFile(journal, 'utf8'),
        outcome: JSON.parse(await readFile(outcome, 'utf8')) as {
          backend: string;
          closes: string[];
          files: number;
        },
      };
    };

    it('closes by DsBackupClose on Windows 2003, with no VSS call', async () => {
      const { journal, outcome } = await runScript('win2003');
      expect(outcome.backend).toBe('ntdsbcli');
      expect(outcome.closes.every((line) => line.startsWith('DsBackupClose '))).toBe(true);
      expect(journal.match(/DsBackupClose/g)).toHaveLength(outcome.files);
      expect(journal).not.toMatch(/vss/i);
    }, 120_000);

    it('closes a file of the shadow copy on Windows 10, with no ntdsbcli call', async () => {
      const { journal, outcome } = await runScript('win10');
      expect(outcome.backend).toBe('vss');
      const device = 'CloseHandle \\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy';
      expect(outcome.closes.length).toBeGreaterThan(1);
      expect(outcome.closes.every((line) => line.startsWith(device))).toBe(true);
      expect(journal).toMatch(/IVssBackupComponents::DoSnapshotSet/);
      expect(journal).not.toMatch(/DsBackup|DsIsNTDSOnline/);
    }, 120_000);
  });

  describePortedProgram(() => ({ prefix, node, work }));

  describe.each([
    ['win2003', 'ntdsbcli'],
    ['win10', 'vss'],
  ] as const)('The whole command on %s', (version, backend) => {
    it(`backs up by ${backend} into a set that verifies`, async () => {
      await prefix.setVersion(version);
      const sets = join(work, `sets-${version}`);
      const command = windowsPath(join(projectRoot, 'apps/cli/bin/dsbackup.js'));
      const result = await run([command, 'backup', '--to', windowsPath(sets), '--plaintext', '--json']);
      expect(result.exitCode, `${result.stdout.slice(-3000)}\n${result.stderr}`).toBe(0);
      const last: unknown = JSON.parse(result.stdout.trim().split('\n').at(-1) ?? '');
      expect(last).toMatchObject({ event: 'result', ok: true, backend });
      const [set] = await readdir(sets);
      const verified = await verifyBackupSet(join(sets, set ?? ''));
      expect(verified.problems).toEqual([]);
      expect(verified.verdict).toBe('whole');
    }, 180_000);
  });
});
