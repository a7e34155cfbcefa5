import { html, type Markup, type MarkupValue } from './markup.js';

/** A fact by its name; one without a value is left out. */
export type Fact = readonly [name: string, value: MarkupValue];

/** Facts side by side with their names. */
export function factList(facts: readonly Fact[]): Markup {
  const rows = facts
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`);
  return html`<dl>${rows}</dl>`;
}

/** A moment as it was written, made easy to read: `2026-11-22 15:45:00 UTC`. */
export function moment(iso: string): Markup {
  const [, day, clock, zone] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z?)$/.exec(iso) ?? [];
  if (day === undefined || clock === undefined) return html`<bdi>${iso.slice(0, 64)}</bdi>`;
  const where = zone === 'Z' ? ' UTC' : ' (local time of the domain controller)';
  return html`<time datetime="${iso}">${day} ${clock}${where}</time>`;
}
