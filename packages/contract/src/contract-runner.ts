/**
 * What the suite needs of a test runner: vitest's and node:test's own `describe` and `it` both fit. The suite
 * brings its own assertions (`node:assert`), so that it also runs where no runner of ours is installed.
 */
export interface ContractRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
}
