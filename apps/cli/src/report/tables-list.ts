import type { StructureFacts, TableFacts } from '@dsbackup/backup-set';
import { countOf, formatCount } from '../output/format-count.js';
import { html, type Markup } from './markup.js';
import { reportLimits } from './report-limits.js';
import { setName } from './set-text.js';
import { shownList } from './shown-list.js';

/** The tables of a database that was looked into deeply, largest first; nothing for one that was not. */
export function tablesList(structure: StructureFacts | undefined): Markup | undefined {
  if (structure === undefined) return undefined;
  const { tables, tablesOmitted } = structure;
  const largestFirst = [...tables].sort((a, b) => b.pages - a.pages);
  const unkept =
    tablesOmitted === 0
      ? undefined
      : html`<tr><td colspan="3">And ${countOf(tablesOmitted, 'table')} that were counted and not kept.</td></tr>`;
  return html`<h4>Tables</h4>
<p class="lead">${walkWords(structure)}</p>
<div class="wide"><table>
<thead><tr><th scope="col">Table</th><th scope="col" class="number">Pages</th><th scope="col" class="number">Records</th></tr></thead>
<tbody>${shownList(largestFirst, {
    most: reportLimits.tables,
    draw: tableRow,
    rest: (count) => html`<tr><td colspan="3">And ${count} more: <code>--json</code> names them.</td></tr>`,
  })}${unkept}</tbody>
</table></div>`;
}

function walkWords({ verdict, findings }: StructureFacts): Markup {
  if (verdict === 'damaged') return html`<strong>The trees are damaged</strong>: the verdict names where.`;
  if (verdict === 'unsettled')
    return html`<strong>The trees contradict each other</strong>, which replaying the logs may mend.`;
  if (findings === 0) return html`Every tree was followed, and nothing contradicts it.`;
  return html`Every tree was followed, with ${countOf(findings, 'thing')} noted below and no damage.`;
}

function tableRow({ name, pages, records }: TableFacts): Markup {
  return html`<tr><td>${setName(name)}</td><td class="number">${formatCount(pages)}</td><td class="number">${formatCount(records)}</td></tr>`;
}
