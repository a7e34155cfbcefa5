/** The first file of a list that must not be empty. */
export function firstOf<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('The list is empty.');
  return item;
}

/** The next file of a list that is streamed. */
export async function nextOf<T>(stream: AsyncIterator<T>): Promise<T> {
  const step = await stream.next();
  if (step.done === true) throw new Error('The stream is over.');
  return step.value;
}
