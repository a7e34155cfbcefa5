import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../test/hostile-text.js';
import { html, Markup } from './markup.js';

describe('A template of HTML', () => {
  it('lets no text be markup, in a tag or between tags', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const page = html`<p title="${text}">${text}</p>`.toString();
        expect(page).toMatch(/^<p title="[^"<>]*">[^<>]*<\/p>$/);
        expect(page.replace(/&(amp|lt|gt|quot|#39|#96);/g, '')).not.toMatch(/[&'`]/);
      }),
    );
  });

  it('shows characters that are not seen, and keeps every other', () => {
    expect(html`${'a\u202eb\u0000c\ud800d\r\ne\u2066'}`.toString()).toBe(
      'a⟨U+202E⟩b⟨U+0000⟩c⟨U+D800⟩d⟨U+000D⟩⟨U+000A⟩e⟨U+2066⟩',
    );
    expect(html`${'Żółć 東京 שלום 𝔘 👍'}`.toString()).toBe('Żółć 東京 שלום 𝔘 👍');
  });

  it('takes markup as it is, lists of it too, and nothing for undefined', () => {
    const items = ['a', '<'].map((text) => html`<li>${text}</li>`);
    expect(html`<ul>${items}${undefined}${3}</ul>`.toString()).toBe('<ul><li>a</li><li>&lt;</li>3</ul>');
  });

  it('refuses a style sheet that would end its element', () => {
    expect(() => Markup.style('</style><script>')).toThrow('style sheet');
  });
});
