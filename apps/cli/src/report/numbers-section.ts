import type { SetVerdict } from '@dsbackup/backup-set';
import { jetErrorWords } from '../words/jet-error-words.js';
import { html, type Markup } from './markup.js';
import { reportLimits } from './report-limits.js';

/** What the JET error numbers on the page mean; nothing if there are none. */
export function numbersSection(set: SetVerdict): Markup | undefined {
  const explained = [...numbersIn(set)].flatMap((number) => {
    const words = jetErrorWords(number);
    if (words === undefined) return [];
    return [
      html`<tr><td class="number">${number}</td><td><code>${words.name}</code></td><td>${words.meaning}</td></tr>`,
    ];
  });
  if (explained.length === 0) return undefined;
  return html`<section aria-labelledby="numbers">
<h2 id="numbers">The numbers</h2>
<p class="lead">What the database engine of Windows would answer, in its logs and to its tools.</p>
<div class="wide"><table>
<thead><tr><th scope="col" class="number">JET</th><th scope="col">Name</th><th scope="col">Meaning</th></tr></thead>
<tbody>${explained}</tbody>
</table></div>
</section>`;
}

/** The numbers of whatever a page may show, in the order of their size. */
function numbersIn({ problems, warnings, notes, databases, logStreams }: SetVerdict): readonly number[] {
  const streams = logStreams.slice(0, reportLimits.streams);
  const found = [
    ...problems,
    ...warnings,
    ...notes,
    ...databases.slice(0, reportLimits.databases).flatMap(({ reasons }) => reasons),
    ...streams.flatMap(({ findings, logs }) => [...findings, ...logs.flatMap((log) => log.findings)]),
  ];
  const numbers = new Set(found.flatMap(({ jet }) => (jet === undefined ? [] : [jet])));
  return [...numbers].sort((a, b) => b - a);
}
