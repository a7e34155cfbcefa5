/** A piece of HTML that is safe to put into a page: made by `html` only. */
export class Markup {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  /**
   * A template of HTML. The template's own text is markup; whatever is put into it is text, and escaped, unless it is
   * markup itself or a list of it. Right between tags and in quoted attributes, and nowhere else.
   */
  static html(this: void, parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
    const text = parts.map((part, index) => part + markupOf(values[index])).join('');
    return new Markup(text);
  }

  /** A style sheet of ours, as it is: in a `style` element nothing is escaped. Throws for one that would end there. */
  static style(this: void, css: string): Markup {
    if (/<\/|<!--/.test(css)) throw new Error('A style sheet must not hold what ends its element.');
    return new Markup(`<style>${css}</style>`);
  }
}

/** What may stand in a template; nothing is undefined. */
export type MarkupValue = Markup | string | number | undefined | readonly Markup[];

export const { html } = Markup;

function markupOf(value: MarkupValue): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'object') return value.map(String).join('');
  return escapeText(String(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** What is not seen, or changes how its neighbours are: control and format characters, halves of pairs, line separators. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

function escapeText(text: string): string {
  const seen = text.replace(unseen, (character) => {
    return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
  return seen.replace(/[&<>"'`]/g, (character) => entities[character] ?? '');
}
