import { open } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDirectoryTables, PageFlag, sealPage, walkDatabase } from '../src/index.js';
import { catalogNode } from './made-catalog-row.js';
import { extent, makeDatabase } from './made-database.js';
import {
  branch,
  LAST_PAGE,
  makeStructure,
  page,
  pageOf,
  type StructuredPage,
  sealStructure,
  spaceHeader,
} from './made-structure.js';
import { STRUCTURAL_DAMAGES } from './structural-damages.js';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.js';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

type Pages = Record<number, StructuredPage>;

async function walk(bytes: Uint8Array) {
  return walkDatabase(await folder.write('ntds.dit', bytes));
}

function changed(change: (pages: Pages) => unknown, header = {}): Buffer {
  const pages = makeStructure();
  change(pages);
  return sealStructure(pages, { header });
}

function sorted(codes: readonly string[]): string[] {
  return [...new Set(codes)].sort();
}

describe('a whole database', () => {
  it.each([2048, 4096, 8192, 16384, 32768])('with pages of %i bytes has no findings', async (pageSize) => {
    const found = await walk(sealStructure(makeStructure(), { pageSize }));
    expect(found).toMatchObject({ ok: true, findings: [], reachedPages: 18, freePages: 22 });
    expect(
      found.tables.map(({ name, objectId, rootPage, type }) => [name, objectId, rootPage, type]),
    ).toEqual([
      ['MSysObjects', 2, 4, 'system'],
      ['datatable', 8, 24, 'ordinary'],
      ['hiddentable', 11, 33, 'ordinary'],
      ['link_table', 12, 34, 'ordinary'],
      ['sd_table', 13, 35, 'ordinary'],
    ]);
    expect(found.tables[1]?.trees).toMatchObject([
      {
        kind: 'table',
        name: 'datatable',
        depth: 2,
        pages: 4,
        leafPages: 3,
        nodes: 30,
        ownedPages: 9,
        freePages: 1,
      },
      { kind: 'index', name: 'PDNT_index', objectId: 9, rootPage: 31, depth: 1, nodes: 3, ownedPages: 1 },
      { kind: 'long-values', name: 'LV', objectId: 10, rootPage: 32, complete: true },
    ]);
  });

  it('tells of pages that are neither used nor free, which is no error', async () => {
    const found = await walk(changed((pages) => pageOf(pages, 3).nodes.splice(0, 1, extent(40, 3))));
    expect(found.ok).toBe(true);
    expect(found.findings).toMatchObject([{ code: 'PAGES_UNREACHED', severity: 'note' }]);
    expect(found.findings[0]?.message).toMatch(/^2 pages/);
  });

  it('tells template and derived tables by their flags', async () => {
    const row = { table: 20, type: 1, id: 20, rootPage: 36, flags: 0x20000000, name: 'T' };
    const found = await walk(
      changed((pages) => {
        pageOf(pages, 4).nodes.push(
          catalogNode(row),
          catalogNode({ ...row, table: 21, id: 21, rootPage: 37, flags: 0x10000000 }),
        );
        pageOf(pages, 3).nodes.splice(0, 1, extent(40, 3));
        for (const objectId of [20, 21]) {
          const flags = PageFlag.Root | PageFlag.Leaf;
          pages[objectId + 16] = page({ objectId, flags, external: spaceHeader(1, 1) });
        }
      }),
    );
    expect(found.findings).toEqual([]);
    expect(found.tables.slice(-2).map(({ type }) => type)).toEqual(['template', 'derived']);
  });

  it('reads a space header that stands after a byte for its fields', async () => {
    const found = await walk(
      changed((pages) => {
        const root = pageOf(pages, 33);
        root.external = Buffer.concat([Buffer.from([3]), root.external, Buffer.alloc(8)]);
      }),
    );
    expect(found.findings).toEqual([]);
  });
});

describe('a damaged structure', () => {
  it.each(STRUCTURAL_DAMAGES)('is found: $what', async ({ change, code, jet }) => {
    const found = await walk(changed(change));
    expect([...new Set(found.findings.map((finding) => finding.code))]).toEqual([code]);
    expect(found.findings[0]).toMatchObject({ severity: 'error', jet });
    expect(found.ok).toBe(false);
  });

  it('is a note before the logs of a dirty database are replayed', async () => {
    for (const { change } of STRUCTURAL_DAMAGES) {
      const found = await walk(changed(change, { state: 2 }));
      expect(found.ok).toBe(true);
      expect(sorted(found.findings.map(({ severity }) => severity))).toEqual(['note']);
    }
  });

  it('leaves the other trees to be walked, and says nothing of the hole', async () => {
    const bytes = sealStructure(makeStructure());
    bytes.fill(0x5a, 29 * 4096 + 200, 29 * 4096 + 300);
    const found = await walk(bytes);
    expect(found.findings).toMatchObject([
      { code: 'PAGE_DAMAGED', jet: -1018, pgno: 28, tree: 'table "datatable"' },
    ]);
    expect(found.tables[1]?.trees[0]).toMatchObject({ complete: false, leafPages: 2, nodes: 20 });
    expect(found.tables).toHaveLength(5);
  });

  it('is walked through a flipped bit that ESE repairs, which is a warning', async () => {
    const bytes = sealStructure(makeStructure());
    const place = 25 * 4096 + 43;
    bytes[place] = (bytes[place] ?? 0) ^ 4;
    const found = await walk(bytes);
    expect(found.findings).toMatchObject([{ code: 'PAGE_CORRECTABLE', severity: 'warning', pgno: 24 }]);
    expect(found.tables[1]?.trees[0]?.complete).toBe(true);
  });

  it('is found when a page accounts wrongly for its room, or a node leaves it', async () => {
    for (const [place, value] of [
      [28, 9],
      [4091, 0x1f],
      [4088, 0xff],
    ] as const) {
      const bytes = sealStructure(makeStructure());
      const leaf = bytes.subarray(29 * 4096, 30 * 4096);
      leaf[place] = (leaf[place] ?? 0) ^ value;
      sealPage(leaf, 28);
      expect((await walk(bytes)).findings).toMatchObject([{ code: 'PAGE_LAYOUT', pgno: 28 }]);
    }
  });

  it('is found when the catalog is lost', async () => {
    const bytes = sealStructure(makeStructure());
    bytes.fill(0, 5 * 4096, 6 * 4096);
    const found = await walk(bytes);
    expect(found.findings).toMatchObject([{ code: 'PAGE_NOT_INITIALIZED', pgno: 4, tree: 'the catalog' }]);
    expect(found.tables).toEqual([]);
  });

  it('is walked to the end of a truncated file', async () => {
    const found = await walk(sealStructure(makeStructure()).subarray(0, 29 * 4096));
    expect(found.findings.map(({ code, pgno }) => `${code} ${pgno}`)).toContain('PAGE_OUT_OF_RANGE 28');
    expect(found.inspection.extent).toBe('truncated');
  });

  it('ends when every page is a branch with one child, as no real tree is', async () => {
    const found = await walk(
      changed((pages) => {
        makeChain(pages, [...Array(LAST_PAGE).keys()].slice(7));
      }),
    );
    expect(found.findings.map(({ code }) => code)).toContain('TREE_TOO_DEEP');
  });
});

/** Makes the catalog a chain of branches, one child each. */
function makeChain(pages: Pages, chain: readonly number[]): void {
  for (const [index, pgno] of [4, ...chain].entries()) {
    const nodes = [branch(0x7fffffff, chain[index] ?? 0)];
    const root = { flags: PageFlag.Root, external: spaceHeader(20, 1, 5) };
    pages[pgno] = page({ objectId: 2, nodes, ...(index === 0 ? root : {}) });
  }
}

describe('the tables of a directory', () => {
  it('are looked for by name', async () => {
    const found = await walk(sealStructure(makeStructure()));
    const missing = checkDirectoryTables(found);
    expect(
      missing.every(({ code, severity }) => code === 'USUAL_TABLE_MISSING' && severity === 'warning'),
    ).toBe(true);
    expect(missing.map(({ message }) => /table (\w+) of/.exec(message)?.[1])).toEqual([
      'sdproptable',
      'sdpropcounttable',
      'link_history_table',
      'quota_table',
      'quota_rebuild_progress_table',
    ]);
  });

  it('are an error when one is missing that every directory has, a note in a dirty database', async () => {
    const rename = (pages: Pages) => {
      const row = { table: 12, type: 1, id: 12, rootPage: 34, flags: 0, name: 'other_table' };
      pageOf(pages, 4).nodes.splice(9, 1, catalogNode(row));
    };
    const clean = checkDirectoryTables(await walk(changed(rename)));
    expect(clean[0]).toMatchObject({ severity: 'error', message: expect.stringContaining('link_table') });
    const dirty = checkDirectoryTables(await walk(changed(rename, { state: 2 })));
    expect(dirty[0]).toMatchObject({ severity: 'note' });
  });
});

describe('a walk', () => {
  it('stops at an abort with its reason, and leaves a handle open', async () => {
    const path = await folder.write('abort.dit', sealStructure(makeStructure()));
    const reason = new Error('enough');
    await expect(walkDatabase(path, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const bytes = sealStructure(makeStructure());
    bytes.fill(0, 28 * 4096, 29 * 4096);
    const damaged = await folder.write('damaged.dit', bytes);
    const controller = new AbortController();
    const onFinding = () => controller.abort(reason);
    await expect(walkDatabase(damaged, { onFinding, signal: controller.signal })).rejects.toBe(reason);
    const handle = await open(path);
    expect((await walkDatabase(handle)).ok).toBe(true);
    expect((await handle.stat()).isFile()).toBe(true);
    await handle.close();
  });

  it('refuses a temporary database and what is none', async () => {
    const temporary = makeDatabase({ pageSize: 4096, pages: 4, header: { fileType: 5 } });
    await expect(walk(temporary)).rejects.toMatchObject({ code: 'WRONG_FILE_TYPE' });
    await expect(walk(Buffer.alloc(9000))).rejects.toMatchObject({ code: 'NOT_ESE' });
  });
});
