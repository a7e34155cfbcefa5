import { formatCount } from '../output/format-count.js';
import { html, type Markup } from './markup.js';

/** The first of a list, each drawn, and a line that counts the rest: a page stays bounded. */
export function shownList<T>(
  all: readonly T[],
  {
    most,
    draw,
    rest,
  }: { readonly most: number; readonly draw: (item: T) => Markup; readonly rest: (count: string) => Markup },
): Markup {
  const left = all.length - most;
  return html`${all.slice(0, most).map(draw)}${left > 0 ? rest(formatCount(left)) : undefined}`;
}
