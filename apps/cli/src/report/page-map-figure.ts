import type { PageMap, PageMapCell, PageState } from '@dsbackup/ese';
import { countOf, formatCount } from '../output/format-count.js';
import { html, type Markup } from './markup.js';
import { pageStretches } from './page-stretches.js';
import { reportLimits } from './report-limits.js';

const columns = 64;
const cellSize = 10;
/** Of a cell with its gap. */
const square = 9;

/** States as they are drawn: a cell has the first of the grave ones that any of its pages has, else that of most. */
const grave: readonly PageState[] = ['bad', 'missing', 'correctable'];
const calm: readonly PageState[] = ['good', 'zero', 'past-owned'];

/** What is not there, or not the database's, is drawn as an outline. */
const hollow: readonly PageState[] = ['missing', 'past-owned'];

const legends: Readonly<Record<PageState, string>> = {
  good: 'good',
  zero: 'empty',
  bad: 'damaged',
  correctable: 'with one bit flipped, which ESE repairs',
  'past-owned': 'past the end of the database',
  missing: 'missing from the file',
};

/** A database as a field of squares, with a legend and the same in words. */
export function pageMapFigure(map: PageMap, number: number): Markup {
  const totals = totalsOf(map);
  const drawn = [...grave, ...calm].filter(
    (state) => totals[state] > 0 || state === 'bad' || state === 'good',
  );
  const pages = Object.values(totals).reduce((sum, count) => sum + count, 0);
  const words = drawn.map((state) => `${formatCount(totals[state])} ${legends[state]}`).join(', ');
  const rows = Math.max(1, Math.ceil(map.cells.length / columns));
  return html`<figure class="map">
<svg role="img" aria-labelledby="map-${number}-title map-${number}-words" viewBox="0 0 ${columns * cellSize - 1} ${rows * cellSize - 1}">
<title id="map-${number}-title">Map of the pages of the database</title>
<desc id="map-${number}-words">${countOf(pages, 'page')}: ${words}.</desc>
${calm.map((state) => calmCells(map, state))}${graveCells(map)}</svg>
<figcaption>
<p>From the first page to the last, line by line. Each square is ${countOf(map.pagesPerCell, 'page')}${map.pagesPerCell === 1 ? '' : '; one with a single damaged page is drawn as damaged'}.</p>
<ul class="legend">${drawn.map((state) => html`<li><svg viewBox="0 0 ${square} ${square}" aria-hidden="true">${cell(state, 0)}</svg> ${formatCount(totals[state])} ${legends[state]}</li>`)}</ul>
${graveWords(map)}
</figcaption>
</figure>`;
}

/** Cells with nothing to tell, all of a state in one path. */
function calmCells({ cells }: PageMap, state: PageState): Markup {
  const path = cells.map((found, index) => (stateOf(found) === state ? outline(index, state) : '')).join('');
  return path === '' ? html`` : html`<path class="cell ${state}" d="${path}"/>`;
}

/** Cells that are to be found, each by itself and with its words. */
function graveCells({ cells, pagesPerCell }: PageMap): Markup[] {
  return cells.flatMap((found, index) => {
    const state = stateOf(found);
    if (!grave.includes(state)) return [];
    const first = index * pagesPerCell + 1;
    const counts = [...grave, ...calm].filter((key) => found[key] > 0);
    const words = counts.map((key) => `${formatCount(found[key])} ${legends[key]}`).join(', ');
    const last = first + counts.reduce((sum, key) => sum + found[key], 0) - 1;
    return [html`<g>${cell(state, index)}<title>${pageRange(first, last)}: ${words}</title></g>`];
  });
}

/** One square; a damaged one is crossed as well, so that it isn't told by its colour alone. */
function cell(state: PageState, index: number): Markup {
  const body = html`<path class="cell ${state}" d="${outline(index, state)}"/>`;
  if (state !== 'bad') return body;
  const { x, y } = placeOf(index);
  return html`${body}<path class="cross" d="M${x + 2} ${y + 2}l5 5m0-5l-5 5"/>`;
}

/** A square; one that is hollow is drawn half a unit within, for its line is a unit wide. */
function outline(index: number, state: PageState): string {
  const { x, y } = placeOf(index);
  const inset = hollow.includes(state) ? 0.5 : 0;
  const side = square - 2 * inset;
  return `M${x + inset} ${y + inset}h${side}v${side}h-${side}z`;
}

function placeOf(index: number): { readonly x: number; readonly y: number } {
  return { x: (index % columns) * cellSize, y: Math.floor(index / columns) * cellSize };
}

function stateOf(found: PageMapCell): PageState {
  const gravest = grave.find((state) => found[state] > 0);
  if (gravest !== undefined) return gravest;
  return calm.reduce((most, state) => (found[state] > found[most] ? state : most));
}

function totalsOf({ cells }: PageMap): Record<PageState, number> {
  const totals = { good: 0, zero: 0, bad: 0, correctable: 0, 'past-owned': 0, missing: 0 };
  for (const found of cells) for (const state of [...grave, ...calm]) totals[state] += found[state];
  return totals;
}

function graveWords(map: PageMap): Markup | undefined {
  const stretches = grave.flatMap((state) =>
    pageStretches(map, state).map((stretch) => ({ state, ...stretch })),
  );
  if (stretches.length === 0) return undefined;
  const left = stretches.length - reportLimits.stretches;
  const items = stretches.slice(0, reportLimits.stretches).map(({ state, first, last, count }) => {
    const inRange = count === last - first + 1 ? '' : `${formatCount(count)} of them `;
    return html`<li>${pageRange(first, last)}: ${inRange}${legends[state]}</li>`;
  });
  return html`<ul class="stretches">${items}${left > 0 ? html`<li>and ${formatCount(left)} stretches more</li>` : undefined}</ul>`;
}

function pageRange(first: number, last: number): string {
  return first === last
    ? `Page ${formatCount(first)}`
    : `Pages ${formatCount(first)} to ${formatCount(last)}`;
}
