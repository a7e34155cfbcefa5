import {
  type BackupFile,
  DsBackupError,
  type ErrorScope,
  type FileList,
  type IBackupSession,
} from '@dsbackup/session';
import fc from 'fast-check';
import { type DriverStepName, driverSteps, nativeFailure, type ScriptedDriver } from './scripted-driver.js';
import { modelReadSize, type Outcome, type SessionModel } from './session-model.js';

/** Something that a caller may do at any time, or (`inject`) a failure that the driver has next. */
export type SessionOperation =
  | { readonly kind: 'databases' | 'logs' | 'others' | 'read' | 'read-all' | 'close' | 'abort' | 'end' }
  | { readonly kind: 'open' | 'skip'; readonly file: number }
  | { readonly kind: 'complete'; readonly truncateLogs: boolean; readonly flushFails: boolean }
  | { readonly kind: 'inject'; readonly step: DriverStepName; readonly scope: ErrorScope };

/** Operations as a caller with no plan would choose them, weighted so that backups also come to their end. */
function anyOperation(files: number): fc.Arbitrary<SessionOperation> {
  const file = fc.nat({ max: files - 1 });
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom({ kind: 'databases' } as const, { kind: 'logs' } as const) },
    { weight: 12, arbitrary: fc.constant({ kind: 'others' } as const) },
    { weight: 24, arbitrary: fc.record({ kind: fc.constant('open' as const), file }) },
    { weight: 30, arbitrary: fc.constantFrom({ kind: 'read' } as const, { kind: 'read-all' } as const) },
    { weight: 24, arbitrary: fc.constant({ kind: 'close' } as const) },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('skip' as const), file }) },
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constant('complete' as const),
        truncateLogs: fc.boolean(),
        flushFails: fc.boolean(),
      }),
    },
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constant('inject' as const),
        step: fc.constantFrom(...driverSteps.filter((step) => step !== 'prepare')),
        scope: fc.constantFrom('call' as const, 'file' as const, 'session' as const),
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom({ kind: 'abort' } as const, { kind: 'end' } as const) },
  );
}

/** A backup done right, of the files in the order of their lists; `others` is also asked once more, for its end. */
function soundBackup(lists: readonly FileList[]): SessionOperation[] {
  const backUp = (file: number): SessionOperation[] => [
    { kind: 'open', file },
    { kind: 'read-all' },
    { kind: 'close' },
  ];
  const plan: SessionOperation[] = [{ kind: 'databases' }];
  for (const [index, list] of lists.entries()) {
    if (list !== lists[index - 1] && list === 'logs') plan.push({ kind: 'logs' });
    if (list === 'others') plan.push({ kind: 'others' });
    plan.push(...backUp(index));
  }
  return [...plan, { kind: 'others' }, { kind: 'complete', truncateLogs: false, flushFails: false }];
}

/** Callers with no plan, and callers with a sound one who stumble on the way. */
export function anySequence(lists: readonly FileList[]): fc.Arbitrary<SessionOperation[]> {
  const noise = anyOperation(lists.length);
  const stumbles = fc.array(fc.tuple(fc.nat({ max: 30 }), noise), { maxLength: 8 });
  return fc.oneof(
    fc.array(noise, { minLength: 1, maxLength: 60, size: 'max' }),
    stumbles.map((found) => {
      const plan = soundBackup(lists);
      for (const [place, operation] of found) plan.splice(place, 0, operation);
      return plan;
    }),
  );
}

/** A caller of one session, who knows all its files and walks the others once. */
export class SessionCaller {
  readonly #driver: ScriptedDriver;
  readonly #session: IBackupSession;
  readonly #files: readonly BackupFile[];
  readonly #walk: AsyncIterator<BackupFile>;

  constructor(driver: ScriptedDriver, session: IBackupSession, files: readonly BackupFile[]) {
    this.#driver = driver;
    this.#session = session;
    this.#files = files;
    this.#walk = session.others()[Symbol.asyncIterator]();
  }

  /** Does it, and answers what came of it in the model's words. */
  async run(operation: SessionOperation): Promise<Outcome> {
    try {
      await this.#start(operation);
      return 'ok';
    } catch (failure) {
      if (DsBackupError.is(failure)) return failure.code;
      if (failure === 'flush') return failure;
      throw failure;
    }
  }

  async #start(operation: SessionOperation): Promise<unknown> {
    switch (operation.kind) {
      case 'others':
        return this.#walk.next();
      case 'read':
        return this.#session.read(new Uint8Array(modelReadSize));
      case 'read-all':
        while ((await this.#session.read(new Uint8Array(modelReadSize))) > 0);
        return;
      case 'open':
        return this.#session.openFile(this.#file(operation.file));
      case 'skip':
        return this.#session.skip(this.#file(operation.file), 'at random');
      case 'complete':
        return this.#session.complete({
          truncateLogs: operation.truncateLogs,
          beforeCommit: () => (operation.flushFails ? Promise.reject('flush') : undefined),
        });
      case 'inject':
        this.#driver.failNext.set(operation.step, nativeFailure(operation.step, operation.scope));
        return;
      default:
        return this.#session[operation.kind]();
    }
  }

  #file(index: number): BackupFile {
    const file = this.#files[index];
    if (file === undefined) throw new Error(`There is no file ${index}.`);
    return file;
  }
}

/** The same operation, on the model. */
export function runOnModel(model: SessionModel, operation: SessionOperation): Outcome {
  switch (operation.kind) {
    case 'read-all':
      for (let reads = 0; reads < 8; reads++) {
        const outcome = model.read();
        if (outcome !== 'ok') return outcome;
      }
      return 'ok';
    case 'open':
    case 'skip':
      return model[operation.kind](operation.file);
    case 'complete':
      return model.complete(operation.truncateLogs, operation.flushFails);
    case 'inject':
      model.pending.set(operation.step, operation.scope);
      return 'ok';
    default:
      return model[operation.kind]();
  }
}
