import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractBackupSet, listBackupSets, readBackupSet, verifyBackupSet } from '../src/index.js';
import { editLines, editManifest, type ForgedLine } from './edit-lines.js';
import { useTemporaryFolders } from './temporary-folder.js';
import { sampleFiles, writeSampleSet } from './write-sample-set.js';

const temporaryFolder = useTemporaryFolders();
const shallow = { databases: false };
const runs = process.env.DSBACKUP_FULL === '1' ? 6000 : 150;

describe('a manifest that is none', () => {
  const manifests: readonly (readonly [string, unknown])[] = [
    ['no JSON', 'hello'],
    ['empty', ''],
    ['null', 'null'],
    ['no object', '[]'],
    ['nested deeper than any stack', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
    ['of another version', { version: 2 }],
    ['of another format', { format: 'tar' }],
    ['with a key that nobody knows', { surprise: 1 }],
    [
      'with documents outside',
      { documents: [{ name: 'x', in: '../../etc/passwd', bytes: 1, sha256: '0'.repeat(64) }] },
    ],
    ['with a token outside', { expiryToken: { in: '/etc/passwd', bytes: 1, sha256: '0'.repeat(64) } }],
    ['with a name that leads elsewhere', { name: '../../DC01-20261122T154500Z' }],
    ['with a name that no set is given', { name: 'latest' }],
    ['with a negative count', { totals: { files: -1 } }],
    [
      'with a count past what a number holds',
      { fileLines: { bytes: 1e300, sha256: '0'.repeat(64), lines: 1 } },
    ],
    ['over 8 MiB', `"${'x'.repeat(9 * 1024 * 1024)}"`],
  ];

  it.each(manifests)('%s is told by everything that reads it', async (_, edited) => {
    const parent = temporaryFolder();
    const { path } = await writeSampleSet(parent);
    editManifest(path, (manifest) =>
      typeof edited === 'string' ? edited : { ...manifest, ...(edited as object) },
    );
    await expect(readBackupSet(path)).rejects.toMatchObject({ code: 'SET_INVALID' });
    expect(await verifyBackupSet(path)).toMatchObject({
      verdict: 'damaged',
      problems: [{ code: 'SET_INVALID' }],
      bytes: 0,
    });
    await expect(extractBackupSet(path, join(parent, 'out'))).rejects.toMatchObject({ code: 'SET_INVALID' });
    expect(await listBackupSets(parent)).toMatchObject([{ state: 'unreadable', code: 'SET_INVALID' }]);
  });

  it('whose sum is another is told as damaged', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    writeFileSync(join(path, 'manifest.json.sha256'), `${'0'.repeat(64)}  manifest.json\n`);
    await expect(readBackupSet(path)).rejects.toMatchObject({ code: 'SET_DAMAGED' });
  });
});

describe('lines that lie, with sums that agree', () => {
  type Edit = (line: ForgedLine) => unknown;
  const isChk: Edit = (line) => line.kind === 'checkpoint';
  const isPacked = (line: ForgedLine) => line.stored?.offset !== undefined;
  const lies: readonly (readonly [string, string, Edit])[] = [
    ['a hash of a file', 'SET_DAMAGED', (line) => (isChk(line) ? withHash(line, 'a'.repeat(64)) : line)],
    ['a size of a file', 'SET_DAMAGED', (line) => (isChk(line) ? withSize(line, 1) : line)],
    [
      'a hash of a packed file',
      'SET_DAMAGED',
      (line) => (isPacked(line) ? withHash(line, 'a'.repeat(64)) : line),
    ],
    [
      'an offset',
      'SET_DAMAGED',
      (line) => (isPacked(line) ? { ...line, stored: { ...line.stored, offset: 1537 } } : line),
    ],
    [
      'an offset past the end',
      'SET_DAMAGED',
      (line) => (isPacked(line) ? { ...line, stored: { ...line.stored, offset: 2 ** 40 } } : line),
    ],
    [
      'a packed file of a terabyte',
      'SET_INVALID',
      (line) => (isPacked(line) ? withSize(line, 2 ** 40) : line),
    ],
    [
      'content that is not what is stored',
      'SET_INVALID',
      (line) => (isChk(line) ? { ...line, content: { ...line.content, bytes: 1 } } : line),
    ],
    ['a hash of a pack', 'SET_DAMAGED', (line) => (line.pack ? { ...line, sha256: 'a'.repeat(64) } : line)],
    ['a size of a pack', 'SET_DAMAGED', (line) => (line.pack ? { ...line, bytes: 1 } : line)],
    ['no line for a pack', 'SET_DAMAGED', (line) => (line.pack ? undefined : line)],
    [
      'a pack that is not there',
      'SET_DAMAGED',
      (line) => (line.pack ? { ...line, pack: 'packs/0002.tar' } : line),
    ],
    [
      'a path that leads upwards',
      'UNSAFE_PATH',
      (line) => (isChk(line) ? { ...line, path: 'C:\\..\\..\\evil' } : line),
    ],
    [
      "a path with another system's separators",
      'UNSAFE_PATH',
      (line) => (isChk(line) ? { ...line, path: 'C:\\a/../../evil' } : line),
    ],
    [
      'two contents of one path',
      'SET_INVALID',
      (line) => (isPacked(line) ? { ...line, path: 'C:\\Windows\\NTDS\\ntds.dit' } : line),
    ],
    [
      'a log that was left out',
      'SET_INCOMPLETE',
      (line) =>
        line.kind === 'log' ? { ...line, stored: undefined, content: undefined, skipped: 'why' } : line,
    ],
    [
      'a database that was left out',
      'SET_INCOMPLETE',
      (line) =>
        line.kind === 'database' ? { ...line, stored: undefined, content: undefined, skipped: 'why' } : line,
    ],
    ['no database', 'SET_INCOMPLETE', (line) => (line.kind === 'database' ? undefined : line)],
    [
      'a database of another list only',
      'SET_INCOMPLETE',
      (line) => (line.kind === 'database' ? { ...line, list: 'others' } : line),
    ],
    ['no line for a file', 'SET_DAMAGED', (line) => (isChk(line) ? undefined : line)],
    [
      'two lines for one stored file',
      'SET_INVALID',
      (line) =>
        line.kind === 'log'
          ? { ...line, stored: { ...line.stored, in: 'data/C/Windows/NTDS/edb.chk' } }
          : line,
    ],
    [
      'a security descriptor that was not given',
      'SET_INVALID',
      (line) => (isChk(line) ? { ...line, securityDescriptor: 7 } : line),
    ],
    [
      'a security descriptor out of turn',
      'SET_INVALID',
      (line) => (line.id === 0 ? { ...line, id: 5 } : line),
    ],
    [
      'a file with no fate',
      'SET_INVALID',
      (line) => (isChk(line) ? { ...line, stored: undefined, content: undefined } : line),
    ],
    ['a folder with bytes', 'SET_INVALID', (line) => (isChk(line) ? { ...line, kind: 'directory' } : line)],
    ['a line that is no JSON', 'SET_INVALID', (line) => (isChk(line) ? '{' : line)],
    [
      'a line of more than 1 MiB',
      'SET_INVALID',
      (line) => (isChk(line) ? { ...line, component: 'x'.repeat(1_100_000) } : line),
    ],
    ['a key that nobody knows', 'SET_INVALID', (line) => (isChk(line) ? { ...line, surprise: 1 } : line)],
    ['a path of no file', 'UNSAFE_PATH', (line) => (isChk(line) ? { ...line, path: '..\\..\\x' } : line)],
  ];

  it.each(lies)('%s: verify says damaged, with %s', async (_, code, edit) => {
    const { path } = await writeSampleSet(temporaryFolder());
    editLines(path, edit);
    const { verdict, problems } = await verifyBackupSet(path, shallow);
    expect(verdict).toBe('damaged');
    expect(problems.map((problem) => problem.code)).toContain(code);
  });

  it('a cut file of lines is damaged, wherever it is cut', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    const original = readFileSync(join(path, 'files.ndjson'));
    for (let length = 0; length < original.length; length += 101) {
      truncateSync(join(path, 'files.ndjson'), length);
      expect((await verifyBackupSet(path, shallow)).verdict).toBe('damaged');
      writeFileSync(join(path, 'files.ndjson'), original);
    }
  });

  it('tells no more problems than a screen of logs holds, and counts the rest', async () => {
    const files = Array.from({ length: 1500 }, (_, index) => ({
      path: `C:\\f${index}`,
      bytes: Buffer.from('x'),
    }));
    const { path } = await writeSampleSet(temporaryFolder(), { files });
    editLines(path, (line) => (line.path ? withHash(line, 'a'.repeat(64)) : line));
    const { problems, omitted } = await verifyBackupSet(path, shallow);
    expect([problems.length, omitted]).toEqual([1000, 501]);
  });
});

describe('anything at all in place of a part', () => {
  const parts = ['manifest.json', 'manifest.json.sha256', 'files.ndjson', 'packs/0001.tar'] as const;

  it('gives a verdict and never an accident', async () => {
    const { path } = await writeSampleSet(temporaryFolder(), {
      files: sampleFiles.filter((file) => file.bytes?.length !== 1_500_000),
    });
    const originals = new Map(parts.map((part) => [part, readFileSync(join(path, part))]));
    const piece = fc.uint8Array({ maxLength: 64 });
    const change = fc.record({ part: fc.constantFrom(...parts), at: fc.nat(), cut: fc.nat(200), piece });
    await fc.assert(
      fc.asyncProperty(change, async ({ part, at, cut, piece: inserted }) => {
        const original = originals.get(part) ?? Buffer.alloc(0);
        const start = at % (original.length + 1);
        const changed = Buffer.concat([
          original.subarray(0, start),
          inserted,
          original.subarray(start + cut),
        ]);
        fc.pre(!changed.equals(original));
        writeFileSync(join(path, part), changed);
        const { verdict } = await verifyBackupSet(path, shallow);
        writeFileSync(join(path, part), original);
        expect(verdict).toBe('damaged');
      }),
      { numRuns: runs, seed: 20261122 },
    );
  }, 1_800_000);

  it('any JSON as a line is a line or is refused by name', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 6 }), async (json) => {
        const before = readFileSync(join(path, 'files.ndjson'));
        editLines(path, (line) => (line.kind === 'checkpoint' ? json.replaceAll('\n', ' ') : line));
        const { verdict } = await verifyBackupSet(path, shallow);
        writeFileSync(join(path, 'files.ndjson'), before);
        expect(verdict).toBe('damaged');
      }),
      { numRuns: runs / 3, seed: 20261122 },
    );
  }, 1_800_000);
});

function withHash(line: ForgedLine, sha256: string): unknown {
  return { ...line, stored: { ...line.stored, sha256 }, content: { ...line.content, sha256 } };
}

function withSize(line: ForgedLine, bytes: number): unknown {
  return { ...line, stored: { ...line.stored, bytes }, content: { ...line.content, bytes } };
}
