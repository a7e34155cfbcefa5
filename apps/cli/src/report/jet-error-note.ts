import { jetErrorLabel } from '../words/jet-error-words.js';
import { html, type Markup } from './markup.js';

/** The number that Windows would give, with its name; nothing if there is none. The page says once what each means. */
export function jetErrorNote(jet: number | undefined): Markup | undefined {
  return jet === undefined ? undefined : html` <span class="jet">${jetErrorLabel(jet)}</span>`;
}
