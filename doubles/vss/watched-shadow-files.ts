import type { ShadowFileSystem } from '@dsbackup/vss/native';

/** A step of reading a shadow copy that can be made to fail. */
export type ShadowStep = 'look' | 'open' | 'read' | 'close';

/** A shadow file system in view of the test. */
export interface WatchedShadowFiles {
  readonly files: ShadowFileSystem;
  /** Makes the next step of its kind fail, once, with an errno-style code. `look` is a `stat` or a listing. */
  failNext(step: ShadowStep, code: string): void;
  /** The steps so far, with their paths. */
  calls(): readonly string[];
  /** Files that are open. */
  live(): number;
}

/** Passes everything on, counts it, and fails where the test asked for it: what a disk does, a DLL can't double. */
export function watchShadowFiles(inner: ShadowFileSystem): WatchedShadowFiles {
  const calls: string[] = [];
  const failures = new Map<ShadowStep, string>();
  let live = 0;

  function step(kind: ShadowStep, path: string): void {
    calls.push(`${kind} ${path}`);
    const code = failures.get(kind);
    if (code === undefined) return;
    failures.delete(kind);
    throw Object.assign(new Error(`${code}: the test asked for it`), { code });
  }

  return {
    files: {
      async stat(path) {
        step('look', path);
        return inner.stat(path);
      },
      async *list(path) {
        step('look', path);
        yield* inner.list(path);
      },
      async open(path) {
        step('open', path);
        const file = await inner.open(path);
        live += 1;
        return {
          size: file.size,
          async read(buffer) {
            step('read', path);
            return file.read(buffer);
          },
          async close() {
            live -= 1;
            await file.close();
            step('close', path);
          },
        };
      },
    },
    failNext: (kind, code) => failures.set(kind, code),
    calls: () => calls,
    live: () => live,
  };
}
