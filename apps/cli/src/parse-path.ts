import { InvalidArgumentError } from 'commander';

/** Takes a path as it is. An empty one is what a script with an unset variable gives, never the current folder. */
export function parsePath(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('A path must not be empty.');
  return text;
}
