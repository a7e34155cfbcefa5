/** A stream that may end before the command does. */
interface MortalStream {
  write(text: string): unknown;
  on(event: 'error', listener: () => void): unknown;
}

/**
 * Writes to a stream for as long as someone reads it. A closed pipe or a full disk behind the output must not end a backup
 * half-way: what can't be told is dropped, the work goes on, and the exit code tells how it ended.
 */
export function lastingWriter(stream: MortalStream): (text: string) => void {
  let gone = false;
  stream.on('error', () => {
    gone = true;
  });
  return (text) => {
    if (!gone) stream.write(text);
  };
}
