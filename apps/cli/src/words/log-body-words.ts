import type { LogBody } from '@dsbackup/ese';

/** What the body of a log is called, means, and asks of an operator. */
export const logBodyWords: Readonly<
  Record<LogBody['state'], { readonly name: string; readonly meaning: string; readonly advice: string }>
> = {
  good: { name: 'whole', meaning: 'It is whole up to its end.', advice: 'Nothing: it can be replayed.' },
  torn: {
    name: 'last write cut',
    meaning: 'Its last write was cut, as in a crash; the copy after it makes it good.',
    advice: 'Nothing: the engine repairs that by itself when it replays the log.',
  },
  corrupt: {
    name: 'damaged',
    meaning: 'A part in the middle of it is damaged.',
    advice:
      'Get this log from another copy. A database that needs it can be replayed only up to the damage, or not at all.',
  },
};
