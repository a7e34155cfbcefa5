/** Where the command writes and what it may know of its surroundings; tests give their own. */
export interface ConsolePort {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: {
    write(text: string): unknown;
    readonly isTTY?: boolean | undefined;
    readonly columns?: number | undefined;
  };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
}
