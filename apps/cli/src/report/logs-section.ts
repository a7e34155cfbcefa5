import type { LogFacts, LogStreamFacts, SetVerdict } from '@dsbackup/backup-set';
import { countOf } from '../output/format-count.js';
import { generationRangeWords, generationWords } from '../words/generation-words.js';
import { logBodyWords } from '../words/log-body-words.js';
import { factList, moment } from './fact-list.js';
import { jetErrorNote } from './jet-error-note.js';
import { html, type Markup } from './markup.js';
import { reportLimits } from './report-limits.js';
import { setName, setText } from './set-text.js';
import { shownList } from './shown-list.js';

/** The logs by their folders, and whether they follow each other. */
export function logsSection({ logStreams }: SetVerdict): Markup | undefined {
  if (logStreams.length === 0) return undefined;
  const brokenFirst = [...logStreams].sort((a, b) => Number(a.isUnbroken) - Number(b.isUnbroken));
  const left = logStreams.length - reportLimits.streams;
  return html`<section aria-labelledby="logs">
<h2 id="logs">The logs</h2>
${brokenFirst.slice(0, reportLimits.streams).map(streamArticle)}
${left > 0 ? html`<p>And ${countOf(left, 'folder')} more: <code>--json</code> names them.</p>` : undefined}
</section>`;
}

function streamArticle(stream: LogStreamFacts): Markup {
  return html`<article>
<h3>${setName(stream.folder)}</h3>
<p class="lead">${chainWords(stream)}</p>
${breakList(stream)}
${factList([
  ['Logs', logCount(stream)],
  ['Recovery begins', checkpointWords(stream)],
])}
${logTable(stream)}
</article>`;
}

function chainWords({ logs, isUnbroken }: LogStreamFacts): string {
  if (logs.length === 0) return 'There are no logs here.';
  if (logs.length === 1) return 'One log, which needs to follow no other.';
  return isUnbroken ? 'The logs follow each other without a gap.' : 'The chain of the logs is broken.';
}

function logCount({ logs, logsOmitted, generations }: LogStreamFacts): string {
  const range =
    generations === undefined ? '' : `, ${generationRangeWords(generations.first, generations.last)}`;
  return `${countOf(logs.length + logsOmitted, 'log')}${range}`;
}

function checkpointWords({ checkpoint }: LogStreamFacts): Markup {
  if (checkpoint === undefined)
    return html`with the oldest log that is needed: there is no checkpoint, and none is needed`;
  return html`in generation ${generationWords(checkpoint.generation)}, at ${checkpoint.position}`;
}

function breakList({ findings }: LogStreamFacts): Markup | undefined {
  if (findings.length === 0) return undefined;
  return html`<ul class="findings">${shownList(findings, {
    most: reportLimits.breaks,
    draw: ({ severity, message, jet }) =>
      html`<li class="${severity}">${setText(message)}${jetErrorNote(jet)}</li>`,
    rest: (count) => html`<li>And ${count} more: <code>--json</code> names them.</li>`,
  })}</ul>`;
}

function logTable({ logs, logsOmitted }: LogStreamFacts): Markup | undefined {
  if (logs.length === 0) return undefined;
  const rows = shownLogs(logs);
  const left = logs.length + logsOmitted - rows.length;
  return html`<div class="wide"><table>
<thead><tr><th scope="col">Log</th><th scope="col" class="number">Generation</th><th scope="col">Begun</th><th scope="col">State</th></tr></thead>
<tbody>${left > 0 ? html`<tr><td colspan="4">${countOf(left, 'other log')}: <code>--json</code> names them.</td></tr>` : undefined}${rows.map(logRow)}</tbody>
</table></div>`;
}

/** Damaged ones and the newest: whoever looks for one of them finds it, however many logs there are. */
function shownLogs(logs: readonly LogFacts[]): readonly LogFacts[] {
  if (logs.length <= reportLimits.logs) return logs;
  const half = reportLimits.logs / 2;
  const older = logs.slice(0, -half).filter(({ body }) => body === 'corrupt');
  return [...older.slice(0, half), ...logs.slice(-half)];
}

function logRow({ path, generation, created, body, findings }: LogFacts): Markup {
  const name = path.slice(path.lastIndexOf('\\') + 1);
  const { name: state } = logBodyWords[body];
  const worst = findings.find(({ severity }) => severity === 'error');
  const stateWords = body === 'corrupt' ? html`<strong>${state}</strong>` : html`${state}`;
  const because =
    worst === undefined ? undefined : html`<br>${setText(worst.message)}${jetErrorNote(worst.jet)}`;
  return html`<tr><td>${setName(name)}</td><td class="number">${generationWords(generation)}</td><td>${moment(created)}</td><td>${stateWords}${because}</td></tr>`;
}
