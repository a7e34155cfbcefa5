import { DsBackupError, type ErrorScope, type IRestoreSession, type RestorePlan } from '@dsbackup/session';
import fc from 'fast-check';
import { modelWriteSize, type RestoreModel } from './restore-model.js';
import { nativeFailure } from './scripted-driver.js';
import { type RestoreStepName, restoreSteps, type ScriptedRestoreDriver } from './scripted-restore-driver.js';
import type { Outcome } from './session-model.js';

/** Something that a caller may do at any time, or (`inject`) a failure that the driver has next. */
export type RestoreOperation =
  | { readonly kind: 'locations' | 'register' | 'write' | 'overrun' | 'close' | 'complete' | 'abort' | 'end' }
  | { readonly kind: 'create'; readonly file: number }
  | { readonly kind: 'inject'; readonly step: RestoreStepName; readonly scope: ErrorScope };

function anyOperation(files: number): fc.Arbitrary<RestoreOperation> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant({ kind: 'locations' } as const) },
    { weight: 12, arbitrary: fc.constant({ kind: 'register' } as const) },
    {
      weight: 24,
      arbitrary: fc.record({ kind: fc.constant('create' as const), file: fc.nat({ max: files - 1 }) }),
    },
    { weight: 30, arbitrary: fc.constant({ kind: 'write' } as const) },
    { weight: 4, arbitrary: fc.constant({ kind: 'overrun' } as const) },
    { weight: 24, arbitrary: fc.constant({ kind: 'close' } as const) },
    { weight: 10, arbitrary: fc.constant({ kind: 'complete' } as const) },
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constant('inject' as const),
        step: fc.constantFrom(...restoreSteps.filter((step) => step !== 'prepare')),
        scope: fc.constantFrom('call' as const, 'file' as const, 'session' as const),
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom({ kind: 'abort' } as const, { kind: 'end' } as const) },
  );
}

/** A restore done right. */
function soundRestore(sizes: readonly number[]): RestoreOperation[] {
  const place = (size: number, file: number): RestoreOperation[] => [
    { kind: 'create', file },
    ...Array.from({ length: Math.ceil(size / modelWriteSize) }, () => ({ kind: 'write' }) as const),
    { kind: 'close' },
  ];
  return [{ kind: 'locations' }, { kind: 'register' }, ...sizes.flatMap(place), { kind: 'complete' }];
}

/** Callers with no plan, and callers with a sound one who stumble on the way. */
export function anyRestore(sizes: readonly number[]): fc.Arbitrary<RestoreOperation[]> {
  const noise = anyOperation(sizes.length);
  const stumbles = fc.array(fc.tuple(fc.nat({ max: 20 }), noise), { maxLength: 6 });
  return fc.oneof(
    fc.array(noise, { minLength: 1, maxLength: 60, size: 'max' }),
    stumbles.map((found) => {
      const plan = soundRestore(sizes);
      for (const [place, operation] of found) plan.splice(place, 0, operation);
      return plan;
    }),
  );
}

/** A caller of one restore. */
export class RestoreCaller {
  readonly #driver: ScriptedRestoreDriver;
  readonly #session: IRestoreSession;
  readonly #plan: RestorePlan;

  constructor(driver: ScriptedRestoreDriver, session: IRestoreSession, plan: RestorePlan) {
    this.#driver = driver;
    this.#session = session;
    this.#plan = plan;
  }

  /** Does it, and answers what came of it in the model's words. `size` is what a `write` writes. */
  async run(operation: RestoreOperation, size: number): Promise<Outcome> {
    try {
      await this.#start(operation, size);
      return 'ok';
    } catch (failure) {
      if (DsBackupError.is(failure)) return failure.code;
      throw failure;
    }
  }

  async #start(operation: RestoreOperation, size: number): Promise<unknown> {
    switch (operation.kind) {
      case 'register':
        return this.#session.register(this.#plan);
      case 'write':
        return this.#session.write(new Uint8Array(size));
      case 'overrun':
        return this.#session.write(new Uint8Array(200_000));
      case 'create':
        return this.#create(operation.file);
      case 'inject':
        this.#driver.failNext.set(operation.step, nativeFailure(operation.step, operation.scope));
        return;
      default:
        return this.#session[operation.kind]();
    }
  }

  #create(index: number): Promise<void> {
    const file = this.#plan.files === 'placed-by-caller' ? undefined : this.#plan.files[index];
    if (file === undefined) throw new Error(`There is no file ${index}.`);
    return this.#session.createFile(file);
  }
}

/** The same operation, on the model. */
export function restoreOnModel(model: RestoreModel, operation: RestoreOperation): Outcome {
  switch (operation.kind) {
    case 'write':
      return model.write(false);
    case 'overrun':
      return model.write(true);
    case 'create':
      return model.create(operation.file);
    case 'inject':
      model.pending.set(operation.step, operation.scope);
      return 'ok';
    default:
      return model[operation.kind]();
  }
}
