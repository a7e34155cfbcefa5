import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  adoptPartialSet,
  coverageWords,
  listBackupSets,
  readBackupSet,
  verifyBackupSet,
} from '../src/index.js';
import { sampleDatabase } from './sample-database.js';
import { useTemporaryFolders } from './temporary-folder.js';
import { writeSampleSet } from './write-sample-set.js';

const temporaryFolder = useTemporaryFolders();

/** A set as a backup leaves it that dies between being durable and being declared. */
async function writePartialSet(target: string, computerName: string): Promise<string> {
  const aside = temporaryFolder();
  const before = (call: string) => {
    if (call === 'commit') cpSync(aside, target, { recursive: true });
  };
  await writeSampleSet(aside, { before }, { source: { computerName, system: '' } });
  return join(target, `${computerName}-20261122T154500Z.partial`);
}

function withFlippedBit(bytes: Uint8Array = new Uint8Array(0)): Uint8Array {
  return bytes.map((byte, at) => (at === 30_000 ? byte ^ 3 : byte));
}

describe('listBackupSets', () => {
  it('tells sets, finished and partial, by name, and leaves out what is none', async () => {
    const target = temporaryFolder();
    await writePartialSet(target, 'DC03');
    const { manifest } = await writeSampleSet(target);
    mkdirSync(join(target, 'DC02-20261122T154500Z.partial'));
    mkdirSync(join(target, 'notes'));
    writeFileSync(join(target, 'file'), '');
    expect(await listBackupSets(target)).toMatchObject([
      { state: 'finished', name: 'DC01-20261122T154500Z', manifest },
      { state: 'partial', name: 'DC02-20261122T154500Z.partial', adoptable: false },
      { state: 'partial', name: 'DC03-20261122T154500Z.partial', adoptable: true },
    ]);
  });

  it('tells sets of one second in the order in which they began, finished or not', async () => {
    const target = temporaryFolder();
    mkdirSync(join(target, 'DC01-20261122T154500Z.partial'));
    await writeSampleSet(target);
    const sets = await listBackupSets(target);
    expect(sets.map((set) => set.name)).toEqual(['DC01-20261122T154500Z.partial', 'DC01-20261122T154500Z-2']);
  });

  it('tells a set that can not be read among those that can', async () => {
    const target = temporaryFolder();
    const { path } = await writeSampleSet(target);
    writeFileSync(join(path, 'manifest.json'), '{');
    await writeSampleSet(target, {}, { source: { computerName: 'DC02', system: '' } });
    expect(await listBackupSets(target)).toMatchObject([
      { state: 'unreadable', code: 'SET_INVALID' },
      { state: 'finished', name: 'DC02-20261122T154500Z' },
    ]);
  });

  it('rejects a folder that is not there', async () => {
    await expect(listBackupSets(join(temporaryFolder(), 'x'))).rejects.toMatchObject({ code: 'SET_MISSING' });
  });
});

describe('readBackupSet', () => {
  it('reads a set by a link to it', async () => {
    const target = temporaryFolder();
    const { path, manifest } = await writeSampleSet(target);
    symlinkSync(path, join(target, 'latest'), 'junction');
    expect((await readBackupSet(join(target, 'latest'))).manifest).toEqual(manifest);
  });

  it('calls a legacy backup what it is', async () => {
    const { path } = await writeSampleSet(temporaryFolder(), { coverage: 'directory-database' });
    expect(coverageWords((await readBackupSet(path)).manifest.coverage)).toBe('directory database only');
    expect(coverageWords('system-state')).toBe('system state');
  });
});

describe('adoptPartialSet', () => {
  it('shows a set that lost its manifest, as damaged and not as nothing', async () => {
    const target = temporaryFolder();
    const { path } = await writeSampleSet(target);
    rmSync(join(path, 'manifest.json'));
    expect(await listBackupSets(target)).toMatchObject([{ state: 'unreadable', code: 'SET_DAMAGED' }]);
    expect(await verifyBackupSet(path)).toMatchObject({
      verdict: 'damaged',
      problems: [{ code: 'SET_DAMAGED', path: 'manifest.json' }],
    });
    rmSync(join(path, 'manifest.json.sha256'));
    rmSync(join(path, 'files.ndjson'));
    expect(await listBackupSets(target)).toEqual([]);
  });

  it('finishes a set whose source was damaged, and tells of that', async () => {
    const target = temporaryFolder();
    const files = [
      {
        ...sampleDatabase,
        bytes: withFlippedBit(sampleDatabase.bytes),
      },
    ];
    const { path } = await writeSampleSet(target, { files }, { onDamaged: 'keep' });
    renameSync(path, `${path}.partial`);
    const adopted = await adoptPartialSet(`${path}.partial`);
    expect(adopted.problems.map(({ code }) => code)).toContain('SOURCE_DAMAGED');
    expect(existsSync(path)).toBe(true);
  });

  it('finishes a set that was stored whole, and says that nobody declared it', async () => {
    const target = temporaryFolder();
    const partial = await writePartialSet(target, 'DC01');
    const { path, verdict, manifest, warnings } = await adoptPartialSet(partial);
    expect([verdict, warnings.map(({ path }) => path)]).toEqual(['whole', ['manifest.json']]);
    expect(manifest).toMatchObject({
      completion: 'undeclared',
      documents: [{ name: 'backup-components.xml' }],
    });
    expect(readdirSync(target)).toEqual(['DC01-20261122T154500Z']);
    expect(readdirSync(path).sort()).toEqual([
      'data',
      'documents',
      'files.ndjson',
      'manifest.json',
      'manifest.json.sha256',
      'packs',
    ]);
  });

  it('finishes what an earlier adoption or the end of a backup left half-done', async () => {
    const partial = await writePartialSet(temporaryFolder(), 'DC01');
    mkdirSync(join(partial, 'documents'));
    writeFileSync(join(partial, 'documents', 'backup-components.xml'), 'half');
    writeFileSync(join(partial, 'manifest.json'), '{"form');
    expect(await adoptPartialSet(partial)).toMatchObject({ verdict: 'whole' });
  });

  it('rejects a set that is not what was written, and leaves it as a partial one', async () => {
    const target = temporaryFolder();
    const partial = await writePartialSet(target, 'DC01');
    rmSync(join(partial, 'packs', '0001.tar'));
    await expect(adoptPartialSet(partial)).rejects.toMatchObject({ code: 'SET_DAMAGED' });
    expect(readdirSync(target)).toEqual(['DC01-20261122T154500Z.partial']);
  });

  it('rejects what had not got so far, what is no partial set, and a name that is taken', async () => {
    const target = temporaryFolder();
    mkdirSync(join(target, 'x.partial'));
    await expect(adoptPartialSet(join(target, 'x.partial'))).rejects.toMatchObject({
      code: 'SET_INCOMPLETE',
    });
    await expect(adoptPartialSet(join(target, 'nothing.partial'))).rejects.toMatchObject({
      code: 'SET_MISSING',
    });
    const { path } = await writeSampleSet(target);
    await expect(adoptPartialSet(path)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const partial = await writePartialSet(target, 'DC01');
    await expect(adoptPartialSet(partial)).rejects.toMatchObject({ code: 'TARGET_EXISTS' });
  });
});
