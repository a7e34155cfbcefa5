import { strict as assert } from 'node:assert';
import { loadVssNative } from '@dsbackup/vss';
import { createVssapiApi, type IVssBackupComponents, type VssapiApi } from '@dsbackup/vss/native';
import { loadSystem32Library } from '@dsbackup/win32';
import { countedStrings } from './counted-strings.js';
import { controlVssDouble, type VssDouble } from './vss-double.js';

/** What tests of single methods work with: the binding, its strings counted, over the double. */
export interface InterfaceTests {
  readonly vssapi: VssapiApi;
  readonly double: VssDouble;
  create(): Promise<IVssBackupComponents>;
  /** That everything was given back, each by its own function. */
  assertNothingLeft(): void;
}

/** Starts COM, as `loadVssNative` does, and binds vssapi.dll anew. */
export async function prepareInterfaceTests(): Promise<InterfaceTests> {
  await loadVssNative();
  const double = controlVssDouble(await loadSystem32Library('vssapi.dll'));
  const vssapi = await createVssapiApi(countedStrings(loadSystem32Library));
  return {
    vssapi,
    double,
    async create() {
      const { hr, pBackup } = await vssapi.CreateVssBackupComponentsInternal();
      assert.equal(hr, 0);
      assert.ok(pBackup);
      return pBackup;
    },
    assertNothingLeft() {
      assert.equal(double.live(), 0, 'An interface or a struct was not given back.');
      assert.equal(double.liveStrings(), 0, 'A string was not freed.');
      assert.deepEqual(
        double.journal().filter((line) => line.startsWith('MISUSE')),
        [],
      );
    },
  };
}

/** The value of an out-parameter that must have been written, of a call that must have succeeded. */
export function written<A extends { hr: number }, K extends keyof A>(answer: A, name: K): NonNullable<A[K]> {
  const value = answer[name];
  assert.equal(answer.hr, 0);
  if (value === null || value === undefined)
    throw new assert.AssertionError({ message: `No ${String(name)}` });
  return value;
}
