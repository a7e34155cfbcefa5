import type { SetVerdict } from '@dsbackup/backup-set';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../test/hostile-text.js';
import {
  madeDatabase,
  madeLogStream,
  madeManifest,
  madeVerdict,
  verdictOfTexts,
} from '../../test/made-verdict.js';
import { reportPage } from './report-page.js';

const numRuns = process.env.DSBACKUP_FULL === '1' ? 5_000 : 150;
const origin = { version: '1.2.3', made: new Date('2026-11-22T18:00:00Z') };
const page = (set: SetVerdict = madeVerdict) => reportPage(set, origin);

const tagsOf = (text: string) => text.match(/<[^>]*>/g) ?? [];

describe('A report', () => {
  it('has the same tags whatever the texts of a set are, in every place where a set has text', () => {
    const expected = tagsOf(page(verdictOfTexts((number) => `${number} plain`)));
    fc.assert(
      fc.property(fc.infiniteStream(hostileText), (texts) => {
        const hostile = page(verdictOfTexts((number) => `${number} ${texts.next().value}`));
        expect(tagsOf(hostile)).toEqual(expected);
        expect(hostile.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns },
    );
  });

  it('shows every text of a set that it promises to show', () => {
    const shown = page(verdictOfTexts((number) => `text-${number}-end`));
    const texts: string[] = [];
    const left = verdictOfTexts((number) => {
      texts.push(`text-${number}-end`);
      return `text-${number}-end`;
    });
    const { name, fileLines } = left.manifest ?? {};
    const notShown = [name, fileLines?.sha256];
    for (const text of texts.filter((candidate) => !notShown.includes(candidate))) {
      expect(shown, text).toContain(text);
    }
  });

  it('has a policy that allows its own style sheet and nothing else, before anything it is for', () => {
    const text = page();
    const [, policy = ''] = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(text) ?? [];
    expect(policy.split('; ')).toEqual([
      "default-src 'none'".replaceAll("'", '&#39;'),
      expect.stringMatching(/^style-src &#39;sha256-[A-Za-z0-9+/]{43}=&#39;$/),
      'base-uri &#39;none&#39;',
      'form-action &#39;none&#39;',
    ]);
    expect(text.indexOf('Content-Security-Policy')).toBeLessThan(text.indexOf('<style>'));
  });

  it('refers to nothing outside itself, and has no script and no style but its own', () => {
    const text = page();
    const tags = tagsOf(text).join('\n');
    expect(tags).not.toMatch(/\s(?:src|srcset|href|xlink:href|action|style|on\w+)=/);
    expect(tags).not.toMatch(/<(?:script|link|img|iframe|object|embed|base|form|a|image|use)\b/);
    expect(text).not.toMatch(/url\(|@import|@font-face|https?:/);
  });

  it('says the verdict, every reason with its JET number, and what the numbers mean', () => {
    const text = page();
    for (const words of [
      'The database would not come back.',
      'JET -543, JET_errRequiredLogFilesMissing',
      'JET -501, JET_errLogFileCorrupt',
      'JET -528, JET_errMissingLogFile',
      'a page read back is not what was written',
      'Generations 5 (0x5) to 6 (0x6), and up to 7 to lose no transaction',
      'System state: the directory database, SYSVOL and the registry',
      'never declared to Windows',
      '2 files left out',
      '1,234',
      'The trees are damaged',
      'The chain of the logs is broken.',
    ])
      expect(text).toContain(words);
  });

  const comesBack = { databases: [{ ...madeDatabase, restorability: 'restorable' as const }] };
  const noProblem = { verdict: 'whole' as const, problems: [], warnings: [] };
  const untroubled = { ...madeManifest, completion: 'declared' as const, warnings: [], components: [] };
  it.each<[string, Partial<SetVerdict>, string]>([
    [
      'whole',
      { ...noProblem, ...comesBack, manifest: untroubled },
      'This set is whole, and the directory would come back.',
    ],
    [
      'whole with warnings',
      { ...noProblem, ...comesBack, warnings: madeVerdict.warnings },
      'This set is whole, with warnings.',
    ],
    ['without a database', { ...noProblem, databases: [] }, 'no database in it was judged'],
    [
      'changed',
      { problems: [{ code: 'SET_DAMAGED', path: 'data', message: 'its hash differs' }] },
      'This set is damaged.',
    ],
    [
      'short of transactions',
      { databases: [{ ...madeDatabase, restorability: 'data-loss' }] },
      'without its last transactions',
    ],
    [
      'unreadable in part',
      {
        verdict: 'unreadable',
        problems: [{ code: 'SET_UNREADABLE', path: 'data', message: 'access is denied' }],
      },
      'Not all of this set could be read.',
    ],
    ['damaged beside a good database', comesBack, 'Something was damaged before it was backed up.'],
  ])('has a headline of its own for a set that is %s', (_, changes, sentence) => {
    expect(/<h2 id="verdict">([^<]*)/.exec(page({ ...madeVerdict, ...changes }))?.[1]).toContain(sentence);
  });

  it('tells a warning of the backup once, wherever the verdict has it', () => {
    const own = { path: 'manifest.json', message: 'a warning' };
    for (const changes of [{ warnings: [own] }, { notes: [own] }]) {
      const text = page({ ...madeVerdict, ...changes });
      expect(text.match(/<bdi>a warning<\/bdi>/g)).toHaveLength(1);
    }
  });

  it('advises nobody to attach a clean database that would not come back', () => {
    const clean = { ...madeDatabase, state: 'clean-shutdown' as const };
    const [advice, calm] = ['Do not rely on it', 'Nothing: it can be attached as it is.'];
    const [bad, good] = (['not-restorable', 'restorable'] as const).map((restorability) =>
      page({ ...madeVerdict, databases: [{ ...clean, restorability }] }),
    );
    expect([bad?.includes(advice), bad?.includes(calm)]).toEqual([true, false]);
    expect([good?.includes(advice), good?.includes(calm)]).toEqual([false, true]);
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'shows a backend that is called %s as it is',
    (backend) => {
      const text = page({ ...madeVerdict, manifest: { ...madeManifest, backend } });
      expect(text).toContain(`<dt>Backend</dt><dd><bdi>${backend}</bdi></dd>`);
    },
  );

  it('can be made of a set whose manifest cannot be read', () => {
    const { manifest: _, ...unread } = madeVerdict;
    const text = page({ ...unread, databases: [], logStreams: [] });
    expect(text).toContain('This set cannot be read.');
    expect(text).toContain('a problem');
  });

  it('stays under 6 MiB for the most that a verdict can hold, and still says the verdict', () => {
    const long = '<\u0000'.repeat(16_000);
    const many = <T>(count: number, item: T): T[] => new Array<T>(count).fill(item);
    const worst = { good: 1, zero: 1, bad: 1, correctable: 1, 'past-owned': 1, missing: 1 };
    const calm = { ...worst, bad: 0, missing: 0, correctable: 0 };
    const cells = Array.from({ length: 2048 }, (_, index) => (index % 2 === 0 ? worst : calm));
    const set: SetVerdict = {
      ...madeVerdict,
      path: long,
      manifest: {
        ...madeManifest,
        source: { computerName: long, system: long },
        components: many(10_000, { component: long, succeeded: false, files: 1, bytes: 1, skipped: 1 }),
        warnings: many(1000, long),
      },
      problems: many(1000, { code: 'SOURCE_DAMAGED', path: long, message: long, jet: -1018 }),
      warnings: many(1000, { path: long, message: long }),
      notes: many(1000, { path: long, message: long }),
      databases: many(10_000, {
        ...madeDatabase,
        path: long,
        reasons: many(1000, {
          code: 'BAD_PAGES',
          severity: 'error',
          effect: 'prevents',
          message: long,
        }),
        map: { pagesPerCell: 2 ** 20, cells },
        structure: {
          verdict: 'damaged',
          findings: 1e9,
          tables: many(1000, { name: long, type: 'ordinary', pages: 1, records: 1 }),
          tablesOmitted: 1e9,
          reachedPages: 1e9,
          freePages: 1e9,
        },
      }),
      logStreams: many(10_000, {
        ...madeLogStream,
        folder: long,
        findings: many(1000, { code: 'GENERATION_MISSING', severity: 'error', message: long, generation: 1 }),
        logs: many(1000, {
          path: long,
          generation: 1,
          created: long,
          body: 'corrupt',
          findings: many(20, { code: 'BODY_CORRUPT', severity: 'error', message: long, jet: -501 }),
        }),
      }),
    };
    const text = page(set);
    expect(Buffer.byteLength(text)).toBeLessThan(6 * 2 ** 20);
    expect(text).toContain('The database would not come back.');
  });
});
