import { InvalidArgumentError } from 'commander';
import { parsePath } from './parse-path.js';

/** Takes the path of an option. One that looks like an option is what a forgotten path leaves, as in `--to --plaintext`. */
export function parseOptionPath(text: string): string {
  if (text.startsWith('-')) {
    throw new InvalidArgumentError(
      `It wants a path, and ${text} looks like the next option. A path that begins so is given as ./${text}`,
    );
  }
  return parsePath(text);
}
