import type { HRESULT, IVssWMFiledesc } from '@dsbackup/vss/native';
import type { SimulatedMachine } from '../machine/simulated-machine.js';
import { ComObject } from './com-object.js';
import { hresult, vss } from './vss-values.js';
import type { FileSpec } from './writers/writer-definition.js';

/** What a file specification is a part of. */
export interface FiledescOwner {
  readonly machine: SimulatedMachine;
  readonly requireOwner: (call: string) => void;
}

/** One file specification. */
class SimulatedFiledesc extends ComObject implements IVssWMFiledesc {
  readonly #spec: FileSpec;

  constructor({ machine, requireOwner }: FiledescOwner, spec: FileSpec) {
    super(machine, 'IVssWMFiledesc', requireOwner);
    this.#spec = spec;
  }

  GetPath(): Promise<{ hr: HRESULT; bstrPath: string | null }> {
    return this.method('IVssWMFiledesc::GetPath', '', {
      failed: (hr): { hr: HRESULT; bstrPath: string | null } => ({ hr, bstrPath: null }),
      body: () => ({ hr: hresult.S_OK, bstrPath: this.#spec.path }),
    });
  }

  GetFilespec(): Promise<{ hr: HRESULT; bstrFilespec: string | null }> {
    return this.method('IVssWMFiledesc::GetFilespec', '', {
      failed: (hr): { hr: HRESULT; bstrFilespec: string | null } => ({ hr, bstrFilespec: null }),
      body: () => ({ hr: hresult.S_OK, bstrFilespec: this.#spec.filespec }),
    });
  }

  GetRecursive(): Promise<{ hr: HRESULT; bRecursive: boolean }> {
    return this.method('IVssWMFiledesc::GetRecursive', '', {
      failed: (hr): { hr: HRESULT; bRecursive: boolean } => ({ hr, bRecursive: false }),
      body: () => ({ hr: hresult.S_OK, bRecursive: this.#spec.recursive === true }),
    });
  }

  GetAlternateLocation(): Promise<{ hr: HRESULT; bstrAlternateLocation: string | null }> {
    return this.method('IVssWMFiledesc::GetAlternateLocation', '', {
      failed: (hr): { hr: HRESULT; bstrAlternateLocation: string | null } => ({
        hr,
        bstrAlternateLocation: null,
      }),
      body: () => ({ hr: hresult.S_OK, bstrAlternateLocation: null }),
    });
  }

  GetBackupTypeMask(): Promise<{ hr: HRESULT; dwTypeMask: number }> {
    return this.method('IVssWMFiledesc::GetBackupTypeMask', '', {
      failed: (hr): { hr: HRESULT; dwTypeMask: number } => ({ hr, dwTypeMask: 0 }),
      body: () => ({ hr: hresult.S_OK, dwTypeMask: vss.FSBT_ALL }),
    });
  }
}

/** The file specification at an index, as a method answers it. */
export function filedescAt(
  owner: FiledescOwner,
  specs: readonly FileSpec[],
  index: number,
): { hr: HRESULT; pFiledesc: IVssWMFiledesc | null } {
  const spec = specs[index];
  if (spec === undefined) return { hr: hresult.E_INVALIDARG, pFiledesc: null };
  return { hr: hresult.S_OK, pFiledesc: new SimulatedFiledesc(owner, spec) };
}
