import { foldCase } from './fold-case.js';

/** Answers whether a name, whose case has been folded by `foldCase`, matches. */
export type MatchesName = (foldedName: string) => boolean;

/**
 * Compiles a file spec as writers write it: `*` is any run of characters, `?` is exactly one, case does not
 * count. As everywhere in Windows, `.*` at the end also matches a name without an extension, so that `*.*`
 * means all. Matching takes time in proportion to the two lengths multiplied, at worst, and no memory.
 */
export function compileWildcard(filespec: string): MatchesName {
  const pattern = foldCase(filespec);
  if (!hasWildcard(pattern)) return (name) => name === pattern;
  const withoutExtension = pattern.endsWith('.*') ? pattern.slice(0, -2) : undefined;
  if (takesEverything(pattern)) return () => true;
  return (name) =>
    matches(pattern, name) || (withoutExtension !== undefined && matches(withoutExtension, name));
}

/** Whether a file spec may match any number of names, or none; else it is one name. */
export function hasWildcard(filespec: string): boolean {
  return /[*?]/.test(filespec);
}

/** Whether a file spec takes every name. */
export function takesEverything(filespec: string): boolean {
  return /^\*+(\.\*)?$/.test(filespec);
}

/** Goes through the name once, and back to the last `*` on a mismatch. */
function matches(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let index = 0; index < name.length; ) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at++;
      retry = index;
    } else if (wanted === '?' || wanted === name[index]) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
