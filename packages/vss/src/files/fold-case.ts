/**
 * A name without its case, as Windows compares names: character by character, so that no character
 * becomes two ("ß" stays as it is).
 */
export function foldCase(name: string): string {
  const folded = name.toUpperCase();
  if (folded.length === name.length) return folded;
  return Array.from(name, (character) => {
    const upper = character.toUpperCase();
    return upper.length === character.length ? upper : character;
  }).join('');
}
