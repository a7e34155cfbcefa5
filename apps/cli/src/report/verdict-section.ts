import type { SetNote, SetProblem, SetVerdict } from '@dsbackup/backup-set';
import { countOf, formatCount } from '../output/format-count.js';
import { jetErrorNote } from './jet-error-note.js';
import { html, type Markup } from './markup.js';
import { reportLimits } from './report-limits.js';
import { setHeadline } from './set-headline.js';
import { setName, setText } from './set-text.js';

/** The verdict in one sentence, and every problem that led to it. */
export function verdictSection(set: SetVerdict): Markup {
  const { tone, sentence, explanation } = setHeadline(set);
  return html`<section class="verdict ${tone}" aria-labelledby="verdict">
<h2 id="verdict">${sentence}</h2>
<p>${explanation}</p>
${set.problems.length === 0 ? undefined : problemList(set)}
</section>`;
}

function problemList({ problems, omitted }: SetVerdict): Markup {
  const unkept =
    omitted > 0 ? html`<li>And ${countOf(omitted, 'more finding')}, counted and not kept.</li>` : undefined;
  return html`<ul class="findings">${statements(problems, reportLimits.problems)}${unkept}</ul>`;
}

/** What the operator should look into although the set is not the worse for it; nothing if there is nothing. */
export function warningsSection({ warnings: all, manifest }: SetVerdict): Markup | undefined {
  const warnings = untold(all, manifest);
  if (warnings.length === 0) return undefined;
  return html`<section aria-labelledby="warnings">
<h2 id="warnings">Warnings</h2>
<p class="lead">What the set holds is not changed by it, and somebody should look into it.</p>
<ul class="findings">${statements(warnings, reportLimits.warnings)}</ul>
</section>`;
}

/** What is worth knowing and no problem; nothing if there is nothing. */
export function notesSection({ notes: all, manifest }: SetVerdict): Markup | undefined {
  const notes = untold(all, manifest);
  if (notes.length === 0) return undefined;
  return html`<section aria-labelledby="notes">
<h2 id="notes">Notes</h2>
<p class="lead">Worth knowing, and no problem.</p>
<ul class="findings">${statements(notes, reportLimits.notes)}</ul>
</section>`;
}

/** All but the backup's own warnings, which stand with what the set holds. */
function untold(all: readonly SetNote[], manifest: SetVerdict['manifest']): readonly SetNote[] {
  return all.filter(({ message }) => !manifest?.warnings.includes(message));
}

type Statement = SetNote & Partial<Pick<SetProblem, 'code'>>;

/** Each place once, with all that is said of it in a row. */
function statements(all: readonly Statement[], shown: number): Markup {
  const groups: Statement[][] = [];
  for (const statement of all.slice(0, shown)) {
    const group = groups.at(-1);
    if (group?.[0]?.path === statement.path && group[0].code === statement.code) group.push(statement);
    else groups.push([statement]);
  }
  const left = all.length - shown;
  const rest =
    left > 0 ? html`<li>And ${formatCount(left)} more: <code>--json</code> names them.</li>` : undefined;
  return html`${groups.map(statementGroup)}${rest}`;
}

function statementGroup(group: readonly Statement[]): Markup {
  const [{ path, code } = { path: '', code: undefined }] = group;
  const items = group.map(({ message, jet }) => html`<li>${setText(message)}${jetErrorNote(jet)}</li>`);
  return html`<li><span class="place">${setName(path)}${code === undefined ? undefined : html` <code>${code}</code>`}</span><ul>${items}</ul></li>`;
}
