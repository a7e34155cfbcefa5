import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportPage } from '../src/report/report-page.js';
import { damageController } from './damaged-controller.js';
import { verdictOfTexts } from './made-verdict.js';
import { run } from './run.js';

const executablePath = '/usr/bin/chromium';
const canRun = existsSync(executablePath);

if (!canRun) {
  const message = `The report was looked at in no browser: ${executablePath} is not there. To get it: apt-get install chromium`;
  if (process.env.CI && process.platform === 'linux') it('has a browser', () => expect.fail(message));
  else console.warn(`\n*** ${message}\n`);
}

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A page as it was opened, and whatever it said or asked for. */
interface Opened {
  readonly page: Page;
  readonly said: string[];
  readonly requested: string[];
}

describe.skipIf(!canRun)('The report in a browser', () => {
  let work: string;
  let browser: Browser;
  let report: string;

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'dsbackup-browser-'));
    const [dc, sets] = [join(work, 'dc'), join(work, 'sets')];
    await run(['simulate', join(work, 'source'), '--size', '4MiB', '--quiet']);
    await damageController(join(work, 'source'), dc);
    await run(['backup', '--simulated', dc, '--to', sets, '--plaintext', '--allow-damaged', '--quiet']);
    report = join(work, 'report.html');
    await run(['report', join(sets, (await readdir(sets))[0] ?? ''), '--html', report, '--quiet']);
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(async () => {
    await browser?.close();
    await rm(work, { recursive: true, force: true });
  });

  async function openPage(file: string, options: BrowserContextOptions = {}): Promise<Opened> {
    const context = await browser.newContext({ offline: true, ...options });
    const page = await context.newPage();
    const [said, requested]: [string[], string[]] = [[], []];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('dialog', (dialog) => {
      said.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => requested.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return { page, said, requested };
  }

  const styleOf = (page: Page, selector: string, name: string) =>
    page.evaluate<string>(
      `getComputedStyle(document.querySelector(${JSON.stringify(selector)})).getPropertyValue('${name}')`,
    );

  /** The picture's colour, worked out by the browser itself on a page of its own. */
  async function averageColour(picture: Buffer): Promise<{ red: number; green: number }> {
    const page = await browser.newPage();
    return page.evaluate<{ red: number; green: number }>(`(async () => {
      const bytes = Uint8Array.from(atob('${picture.toString('base64')}'), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      const mean = (from) => data.filter((_, index) => index % 4 === from).reduce((sum, value) => sum + value, 0) / (data.length / 4);
      return { red: mean(0), green: mean(1) };
    })()`);
  }

  it('opens from a file, offline, says nothing on the console and asks for nothing', async () => {
    const { page, said, requested } = await openPage(report);
    expect(await page.getByRole('heading', { name: 'The database would not come back.' }).isVisible()).toBe(
      true,
    );
    expect(await page.getByText('JET -1018, JET_errReadVerifyFailure').first().isVisible()).toBe(true);
    expect(said).toEqual([]);
    expect(requested).toEqual([pathToFileURL(report).href]);
    expect(await page.title()).toBe('Backup of DC01');
  });

  it.each(['light', 'dark'] as const)(
    'draws damaged pages in a colour of their own, %s',
    async (colorScheme) => {
      const { page } = await openPage(report, { colorScheme });
      const states = ['good', 'zero', 'bad', 'correctable'];
      const fills = await Promise.all(
        states.map((state) => styleOf(page, `.map > svg .cell.${state}`, 'fill')),
      );
      expect(new Set(fills).size).toBe(states.length);
      expect(fills).not.toContain('rgb(0, 0, 0)');
      const map = page.getByRole('img', { name: 'Map of the pages of the database' });
      const [, words] = /([\d,]+) damaged/.exec((await map.locator('desc').textContent()) ?? '') ?? [];
      expect(words).toBe('3');
      const damagedCell = await page.locator('.map > svg g:has(.cell.bad)').first().boundingBox();
      expect(damagedCell?.width).toBeGreaterThan(5);
    },
  );

  it('shows the damage in the very pixels', async () => {
    const { page } = await openPage(report, { colorScheme: 'light' });
    const box = await page.locator('.map > svg g:has(.cell.bad)').first().boundingBox();
    if (box === null) return expect.fail('The damaged page is not drawn.');
    const inside = { x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 2 };
    // Right below it is a good page, ten units on where a square has nine.
    const below = { ...inside, y: inside.y + (box.height * 10) / 9 };
    const damaged = await averageColour(await page.screenshot({ clip: inside, fullPage: true }));
    const good = await averageColour(await page.screenshot({ clip: below, fullPage: true }));
    expect(damaged.red - damaged.green).toBeGreaterThan(50);
    expect(good.red - good.green).toBeLessThan(0);
  });

  it('is dark where dark is wanted, white on paper, and fits a phone', async () => {
    const dark = await openPage(report, { colorScheme: 'dark' });
    const light = await openPage(report, { colorScheme: 'light', viewport: { width: 360, height: 640 } });
    const background = ({ page }: Opened) => styleOf(page, 'html', 'background-color');
    expect(await background(dark)).not.toBe(await background(light));
    expect(await light.page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      360,
    );
    await dark.page.emulateMedia({ media: 'print' });
    expect(await background(dark)).toBe('rgb(255, 255, 255)');
    expect((await dark.page.pdf({ printBackground: true })).length).toBeGreaterThan(10_000);
  });

  it('shows hostile texts as text', async () => {
    const texts = [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '\u202egnp.exe',
      '</style><b>',
    ];
    const set = verdictOfTexts((number) => texts[number % texts.length] ?? '');
    const file = join(work, 'hostile.html');
    await writeFile(file, reportPage(set, { version: '1.2.3', made: new Date(0) }));
    const { page, said, requested } = await openPage(file);
    expect(said).toEqual([]);
    expect(requested).toHaveLength(1);
    expect(await page.evaluate<number>(`document.querySelectorAll('script, img, body b').length`)).toBe(0);
    const text = await page.locator('body').innerText();
    for (const words of ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '⟨U+202E⟩gnp.exe'])
      expect(text).toContain(words);
  });

  it('runs and loads nothing even if markup got in', async () => {
    const smuggled = `<script>document.title = 'run'</script><img src="https://evil.example/x.png" onerror="document.title = 'run'">
<iframe src="data:text/html,x"></iframe><p id="styled" style="color: rgb(1, 2, 3)">x</p><style>p { color: rgb(1, 2, 3) }</style></main>`;
    const file = join(work, 'smuggled.html');
    await writeFile(file, (await readFile(report, 'utf8')).replace('</main>', smuggled));
    const { page, said } = await openPage(file);
    expect(await page.title()).toBe('Backup of DC01');
    expect(await styleOf(page, '#styled', 'color')).not.toBe('rgb(1, 2, 3)');
    expect(said.filter((line) => line.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(4);
  });
});
