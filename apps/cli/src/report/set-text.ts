import { html, type Markup } from './markup.js';
import { reportLimits } from './report-limits.js';

/**
 * A text that a set brought along. It keeps to itself: letters that run from right to left don't reorder what stands
 * beside it, and what is too long for a page is cut.
 */
export function setText(text: string): Markup {
  return html`<bdi>${clipped(text)}</bdi>`;
}

/** A path or another name that must be told letter by letter. */
export function setName(name: string): Markup {
  return html`<bdi class="name">${clipped(name)}</bdi>`;
}

function clipped(text: string): string {
  if (text.length <= reportLimits.text) return text;
  return `${text.slice(0, reportLimits.text)} … (${text.length} characters)`;
}
