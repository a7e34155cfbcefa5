import type { DatabaseFacts, SetVerdict } from '@dsbackup/backup-set';
import { capitalised } from '../output/capitalised.js';
import { formatBytes } from '../output/format-bytes.js';
import { countOf, formatCount } from '../output/format-count.js';
import { databaseStateWords } from '../words/database-state-words.js';
import { generationRangeWords } from '../words/generation-words.js';
import { restorabilityWords } from '../words/restorability-words.js';
import { windowsOfFormat } from '../words/windows-of-format.js';
import { factList } from './fact-list.js';
import { jetErrorNote } from './jet-error-note.js';
import { html, type Markup } from './markup.js';
import { pageMapFigure } from './page-map-figure.js';
import { reportLimits } from './report-limits.js';
import { setName, setText } from './set-text.js';
import { shownList } from './shown-list.js';
import { tablesList } from './tables-list.js';

/** Each database: what it is, whether it would come back and why, and a map of its pages. */
export function databasesSection({ databases }: SetVerdict): Markup | undefined {
  if (databases.length === 0) return undefined;
  const drawn = [...databases].sort(worstFirst).slice(0, reportLimits.databases).map(databaseArticle);
  const left = databases.length - reportLimits.databases;
  return html`<section aria-labelledby="databases">
<h2 id="databases">${databases.length === 1 ? 'The database' : 'The databases'}</h2>
${drawn}
${left > 0 ? html`<p>And ${countOf(left, 'database')} more: <code>--json</code> names them.</p>` : undefined}
</section>`;
}

const severities = ['not-restorable', 'data-loss', 'restorable-after-log-replay', 'restorable'] as const;

function worstFirst(a: DatabaseFacts, b: DatabaseFacts): number {
  return severities.indexOf(a.restorability) - severities.indexOf(b.restorability);
}

function databaseArticle(database: DatabaseFacts, index: number): Markup {
  return html`<article>
<h3>${setName(database.path)}</h3>
<p class="lead">${capitalised(restorabilityWords[database.restorability])}.</p>
${reasonList(database)}
${databaseFacts(database)}
${database.map === undefined ? undefined : pageMapFigure(database.map, index)}
${tablesList(database.structure)}
</article>`;
}

function reasonList({ reasons }: DatabaseFacts): Markup | undefined {
  if (reasons.length === 0) return undefined;
  return html`<ul class="findings">${shownList(reasons, {
    most: reportLimits.reasons,
    draw: ({ severity, message, jet }) =>
      html`<li class="${severity}">${setText(message)}${jetErrorNote(jet)}</li>`,
    rest: (count) => html`<li>And ${count} more: <code>--json</code> names them.</li>`,
  })}</ul>`;
}

function databaseFacts(database: DatabaseFacts): Markup {
  const { format, pages, pageSize, bytes } = database;
  const { name, meaning, advice: inItself } = databaseStateWords(database.state);
  const isSpoilt = database.state === 'clean-shutdown' && database.restorability !== 'restorable';
  const advice = isSpoilt ? 'Do not rely on it: why it would not come back stands below.' : inItself;
  return factList([
    ['State', html`${capitalised(name)}. ${meaning}`],
    ['What to do', advice],
    ['Logs needed', neededLogs(database)],
    [
      'Format',
      `${format.version}.${format.updateMajor}.${format.updateMinor}: ${windowsOfFormat(format.updateMajor)}`,
    ],
    ['Size', `${formatBytes(bytes)}, ${countOf(pages.pages, 'page')} of ${formatBytes(pageSize)}`],
    ['Pages', pageWords(pages)],
    ['Owned', ownedWords(database)],
  ]);
}

function neededLogs({ requiredLogs, lastCommittedLog = 0 }: DatabaseFacts): string {
  if (requiredLogs === undefined) return 'none';
  const { first, last } = requiredLogs;
  const more = lastCommittedLog > last ? `, and up to ${lastCommittedLog} to lose no transaction` : '';
  return `${capitalised(generationRangeWords(first, last))}${more}`;
}

function pageWords({ good, zero, bad, badPastOwned, correctable }: DatabaseFacts['pages']): string {
  const damaged = bad - badPastOwned - correctable;
  const parts = [
    `${formatCount(good)} good`,
    `${formatCount(zero)} empty`,
    `${formatCount(damaged)} damaged`,
    ...(correctable === 0 ? [] : [`${formatCount(correctable)} with one bit flipped`]),
    ...(badPastOwned === 0
      ? []
      : [`${formatCount(badPastOwned)} with leftovers of the disk past the end, no damage`]),
  ];
  return parts.join(', ');
}

const extentWords: Readonly<Record<DatabaseFacts['extent'], string>> = {
  exact: 'the file ends there',
  'pre-extended': 'the file goes on, with room to grow',
  truncated: 'but the file ends before that',
  unknown: 'where the file should end is unknown',
};

function ownedWords({ lastOwnedPage, extent }: DatabaseFacts): string {
  if (lastOwnedPage === undefined) return 'Unknown: the list of owned pages cannot be read';
  return `Pages 1 to ${formatCount(lastOwnedPage)}; ${extentWords[extent]}`;
}
