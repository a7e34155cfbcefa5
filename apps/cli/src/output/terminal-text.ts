/**
 * What a terminal obeys or reorders instead of showing it: control characters (ESC, BEL, CR, LF, NUL, and C1, of which
 * one alone begins an escape sequence), marks that turn the direction of text, separators of lines and paragraphs, halves of a character.
 */
const unshowable = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A text as a terminal may show it: what it would obey is spelt out, such as `\x1b`, `\x0a` and `\u202e`. */
export function terminalText(text: string): string {
  return text.replaceAll(unshowable, (character) => {
    const number = character.charCodeAt(0);
    const digits = number.toString(16);
    return number > 0xff ? `\\u${digits.padStart(4, '0')}` : `\\x${digits.padStart(2, '0')}`;
  });
}

/**
 * Lines as they go to a terminal, each with its end. All text for people goes through here or {@link terminalText}: names and
 * messages come from sets and disks that anybody may have written, so that the only line breaks are ours.
 */
export function terminalLines(lines: readonly string[]): string {
  return lines.map((line) => `${terminalText(line)}\n`).join('');
}
