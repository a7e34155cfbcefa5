import { startBackupSession } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { createVssBackupDriver } from '../src/index.js';
import { backUp, rejectionOf } from './back-up.js';
import { bytesOf, domainController } from './domain-controller.js';
import { deviceOf, type ScriptedVss, volumeOf } from './scripted-vss.js';
import { component, dfsrId, registryId, type ScriptedWriter, spec } from './scripted-writer.js';

/** Changes one writer of the machine. */
function change(machine: ScriptedVss, writerId: string, fields: Partial<ScriptedWriter>): void {
  machine.writers = machine.writers.map((writer) =>
    writer.writerId === writerId ? { ...writer, ...fields } : writer,
  );
}

/** The machine with these specs in the place of SYSVOL's. */
function withSpecs(...files: ReturnType<typeof spec>[]): ScriptedVss {
  const machine = domainController();
  change(machine, dfsrId, { components: [component('domain', { logicalPath: 'SYSVOL', files })] });
  return machine;
}

const under = (paths: Iterable<string>, folder: string) =>
  [...paths].filter((path) => path.startsWith(folder)).sort();

describe('the files of a backup', () => {
  it('lead to SOURCE_MISSING when the database is not there', async () => {
    const machine = domainController();
    const [ntds] = machine.writers.filter(({ name }) => name === 'NTDS');
    change(machine, ntds?.writerId ?? '', {
      components: [component('ntds', { databases: [spec('C:\\Windows\\NTDS', 'gone.dit')] })],
    });
    const error = await rejectionOf(backUp(machine));
    expect(error.code).toBe('SOURCE_MISSING');
    expect(error.message).toContain('C:\\Windows\\NTDS\\gone.dit');
    expect(machine.objects.journal).toContain('IVssBackupComponents::AbortBackup');
    expect(machine.objects.live).toBe(0);
  });

  it('may be none where a wildcard matches nothing, and a warning tells of missing logs', async () => {
    const machine = withSpecs(spec('C:\\Windows\\SYSVOL', '*.none'));
    const ntds = machine.writers.find(({ name }) => name === 'NTDS');
    change(machine, ntds?.writerId ?? '', {
      components: (ntds?.components ?? []).map((found) => ({
        ...found,
        logs: [...found.logs, spec('C:\\Windows\\NTDS', 'none*.log')],
      })),
    });
    const { receipt, read } = await backUp(machine);
    expect(under(read.keys(), 'C:\\Windows\\SYSVOL')).toEqual([]);
    expect(receipt.warnings).toEqual([expect.stringContaining('C:\\Windows\\NTDS\\none*.log')]);
    expect(receipt.components.every(({ succeeded }) => succeeded)).toBe(true);
  });

  it.each([
    ['a folder', spec('C:\\Nowhere', '*', true), 'C:\\Nowhere\\*'],
    ['a file', spec('C:\\Windows\\SYSVOL', 'lost.ini'), 'C:\\Windows\\SYSVOL\\lost.ini'],
    ['a folder behind a link', spec('C:\\Link', '*', true), 'C:\\Link\\*'],
  ])('fail their component where it names %s that is not there, and no other', async (_, named, path) => {
    const machine = withSpecs(spec('C:\\Windows\\SYSVOL', '*.ini'), named);
    machine.put('C:\\Link', { target: 'D:\\Elsewhere' });
    const { receipt, fileErrors } = await backUp(machine);
    expect(fileErrors).toMatchObject([
      { code: 'SOURCE_MISSING', scope: 'file', message: expect.stringContaining(path) },
    ]);
    expect(receipt.components.filter(({ succeeded }) => !succeeded)).toMatchObject([
      { component: expect.stringContaining('SYSVOL'), skipped: [{ path }] },
    ]);
    const told = machine.objects.journal.filter((line) => line.includes('SetBackupSucceeded'));
    expect(told.length).toBeGreaterThan(0);
  });

  it('are missing once for each path, however many components name it', async () => {
    const machine = withSpecs(spec('C:\\Nowhere', 'a.txt'), spec('C:\\nowhere', 'A.TXT'));
    change(machine, registryId, {
      components: [component('Registry', { files: [spec('C:\\Nowhere', 'a.txt')] })],
    });
    const { receipt, fileErrors } = await backUp(machine);
    expect(fileErrors).toHaveLength(1);
    expect(receipt.components.filter(({ succeeded }) => !succeeded).length).toBeGreaterThan(0);
  });

  it('are each listed once, by the first spec that names them', async () => {
    const machine = withSpecs(
      spec('C:\\Windows\\SYSVOL', '*', true),
      spec('C:\\windows\\sysvol\\DOMAIN', '*.ini'),
      spec('C:\\Windows\\SYSVOL\\domain', '*', true),
    );
    const { progress } = await backUp(machine);
    const files = progress.flatMap((event) => (event.kind === 'file-start' ? [event.path] : []));
    expect(files.filter((path) => path.endsWith('GPT.INI'))).toHaveLength(1);
  });

  it('fail every component that names them, whichever lists them', async () => {
    const machine = domainController();
    change(machine, registryId, {
      components: [
        component('Registry', { files: [spec('%SystemRoot%\\system32\\config', 'SAM')] }),
        component('Policies', { files: [spec('C:\\Windows\\SYSVOL\\domain', '*.INI')] }),
      ],
    });
    machine.objects.injections.push({ call: 'ShadowFileSystem::open', occurrence: 5, status: 'EACCES' });
    const { fileErrors } = await backUp(machine);
    expect(fileErrors).toMatchObject([{ code: 'ACCESS_DENIED' }]);
    expect(Object.fromEntries(machine.succeeded)).toEqual({
      ntds: true,
      domain: false,
      Registry: true,
      Policies: false,
    });
  });

  it('include folders and junctions, with where they lead, and nothing behind a junction', async () => {
    const machine = domainController();
    const { read } = await backUp(machine);
    expect(under(read.keys(), 'C:\\Windows\\SYSVOL\\sysvol')).toEqual([
      'C:\\Windows\\SYSVOL\\sysvol',
      'C:\\Windows\\SYSVOL\\sysvol\\example.com',
    ]);
  });

  it('stop at a reparse point in the middle of a path, which is recorded once, and are missing behind it', async () => {
    const machine = withSpecs(
      spec('C:\\Link\\a', '*', true),
      spec('C:\\Link\\b', '*', true),
      spec('C:\\', 'Li*'),
      spec('C:\\Windows\\SYSVOL\\domain', '*'),
    );
    machine.put('C:\\Link', { target: 'D:\\Elsewhere' });
    await using session = await startBackupSession(createVssBackupDriver({ native: machine }));
    const listed: string[] = [];
    for (const file of await session.databases()) session.skip(file, 'not of interest here');
    await session.logs();
    for await (const { path } of session.others()) listed.push(path);
    expect(under(listed, 'C:\\Link')).toEqual(['C:\\Link', 'C:\\Link\\a\\*', 'C:\\Link\\b\\*']);
  });

  it('are SOURCE_MISSING where a database lies behind a reparse point', async () => {
    const machine = domainController();
    const ntds = machine.writers.find(({ name }) => name === 'NTDS');
    change(machine, ntds?.writerId ?? '', {
      components: [component('ntds', { databases: [spec('C:\\Link\\NTDS', 'ntds.dit')] })],
    });
    machine.put('C:\\Link', { target: 'C:\\Windows' });
    expect((await rejectionOf(backUp(machine))).code).toBe('SOURCE_MISSING');
  });

  it('tell of content that a reparse point keeps out of the backup', async () => {
    const machine = domainController();
    machine.put('C:\\Windows\\SYSVOL\\big', { target: '\\\\?\\Volume{dddd}\\' });
    const { receipt } = await backUp(machine);
    expect(receipt.warnings).toEqual([expect.stringContaining('C:\\Windows\\SYSVOL\\big')]);
  });

  it('come from all their volumes, which are in one set', async () => {
    const machine = domainController();
    const ntds = machine.writers.find(({ name }) => name === 'NTDS');
    change(machine, ntds?.writerId ?? '', {
      components: (ntds?.components ?? []).map((found) => ({
        ...found,
        logs: [spec('L:\\Logs', 'edb*.log')],
      })),
    });
    machine.put('L:\\Logs\\edb.log', { bytes: bytesOf(1, 100) });
    const { read } = await backUp(machine);
    expect(read.get('L:\\Logs\\edb.log')?.bytes).toEqual(Buffer.from(bytesOf(1, 100)));
    expect(machine.volumes).toEqual([volumeOf('C'), volumeOf('L')]);
    const starts = machine.objects.journal.filter((call) => call.endsWith('::StartSnapshotSet'));
    expect(starts).toHaveLength(1);
  });

  it('are read from where the writer keeps them meanwhile, and named as what they are', async () => {
    const machine = withSpecs({
      ...spec('C:\\Windows\\SYSVOL', '*', true),
      alternateLocation: 'D:\\Staged',
    });
    machine.put('D:\\Staged\\sub\\x.txt', { bytes: bytesOf(3, 12) });
    const { read } = await backUp(machine);
    expect(under(read.keys(), 'C:\\Windows\\SYSVOL')).toEqual([
      'C:\\Windows\\SYSVOL',
      'C:\\Windows\\SYSVOL\\sub',
      'C:\\Windows\\SYSVOL\\sub\\x.txt',
    ]);
    expect(read.get('C:\\Windows\\SYSVOL\\sub\\x.txt')?.bytes).toEqual(Buffer.from(bytesOf(3, 12)));
  });

  it.each([
    ['listing the databases', 'ShadowFileSystem::stat', 1],
    ['opening a file', 'ShadowFileSystem::open', 2],
    ['reading a file', 'ShadowFile::read', 3],
    ['listing SYSVOL', 'ShadowFileSystem::list', 5],
  ])('are lost with the shadow copy: while %s', async (_what, when, occurrence) => {
    const machine = domainController();
    machine.objects.onCall = (call) => {
      const isNow = call === when && (machine.objects.counts().get(call) ?? 0) >= occurrence - 1;
      if (isNow) machine.files.lost.add(deviceOf(volumeOf('C')));
    };
    const error = await rejectionOf(backUp(machine));
    expect(error).toMatchObject({ code: 'SNAPSHOT_LOST', scope: 'session' });
    expect(machine.objects.journal).toContain('IVssBackupComponents::AbortBackup');
    expect(machine.objects.live).toBe(0);
  });

  it.each(['%NoSuchVariable%\\x', '\\\\server\\share\\x'])(
    'are refused where a writer names no full path: %s',
    async (path) => {
      const machine = withSpecs(spec(path, '*'));
      const error = await rejectionOf(backUp(machine));
      expect(error.code).toBe('SOURCE_MISSING');
      expect(error.message).toContain(path);
      expect(machine.objects.live).toBe(0);
    },
  );

  it('need a volume that can have a shadow copy', async () => {
    const machine = domainController();
    machine.supportsVolumes = false;
    const error = await rejectionOf(backUp(machine));
    expect(error.code).toBe('VOLUME_NOT_SUPPORTED');
    expect(machine.objects.journal).not.toContain('IVssBackupComponents::StartSnapshotSet');
  });
});
