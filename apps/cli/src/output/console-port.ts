/** Where the command writes and what it may know of its surroundings; tests give their own. */
export interface ConsolePort {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
}
