import type { HRESULT, IUnknown } from '../src/native/index.js';

/** How one call is to fail: with an HRESULT, a Win32 code, or an errno word. */
export interface Injection {
  readonly call: string;
  /** The how-manieth call of that name, from 1. */
  readonly occurrence: number;
  readonly status: HRESULT | string;
}

type Method = (...values: unknown[]) => Promise<unknown>;

/** Counts what is handed out, notes every call, and fails those that it is told to. */
export class ScriptedObjects {
  readonly journal: string[] = [];
  /** Broken rules: a use after Release, a second Release. */
  readonly breaches: string[] = [];
  readonly injections: Injection[] = [];
  /** Told of every call before it is made. */
  onCall: ((call: string) => void) | undefined;
  #live = 0;
  readonly #counts = new Map<string, number>();

  /** What is still out: interfaces, blocks of memory, open files. */
  get live(): number {
    return this.#live;
  }

  take(): void {
    this.#live++;
  }

  giveBack(): void {
    this.#live--;
  }

  /** Notes a call; answers the status it is to fail with, if it is. */
  enter(call: string): HRESULT | string | undefined {
    this.onCall?.(call);
    this.journal.push(call);
    const count = (this.#counts.get(call) ?? 0) + 1;
    this.#counts.set(call, count);
    return this.injections.find((due) => due.call === call && due.occurrence === count)?.status;
  }

  /** How often each call was made. */
  counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** An interface whose methods are noted, fail when told to, and must not be used after Release. What is not scripted can't be called. */
  interface<T extends IUnknown>(name: string, methods: Partial<Omit<T, 'Release'>>, onRelease = () => {}): T {
    let released = false;
    this.take();
    const object: Record<string, unknown> = {
      Release: async () => {
        this.journal.push(`${name}::Release`);
        if (released) this.breaches.push(`${name} was released twice`);
        else onRelease();
        released = true;
        this.giveBack();
        return 0;
      },
    };
    for (const [method, make] of Object.entries(methods as Record<string, Method>)) {
      object[method] = async (...values: unknown[]) => {
        if (released) this.breaches.push(`${name}::${method} was called after Release`);
        return this.call(`${name}::${method}`, () => make(...values));
      };
    }
    return object as unknown as T;
  }

  /** A call that answers an HRESULT, alone or beside out-parameters that a failure leaves unwritten. */
  async call<T>(name: string, make: () => Promise<T>): Promise<T> {
    const status = this.enter(name);
    if (typeof status !== 'number') return make();
    const returnsHresultAlone = scalarCalls.has(name.slice(name.indexOf('::') + 2));
    return (returnsHresultAlone ? status : { hr: status, error: status }) as T;
  }
}

const scalarCalls: ReadonlySet<string> = new Set([
  'InitializeForBackup',
  'SetBackupState',
  'FreeWriterMetadata',
  'AddComponent',
  'AbortBackup',
  'FreeWriterStatus',
  'SetBackupSucceeded',
  'FreeComponentInfo',
  'Cancel',
]);
