import { SimulatorError } from '../simulator-error.js';

/** The Windows Server releases that can be simulated. */
export type WindowsReleaseName = '2003' | '2008' | '2012' | '2016' | '2019' | '2022' | '2025';

/** What differs between the releases, as far as a backup can see. */
export interface WindowsRelease {
  readonly name: WindowsReleaseName;
  readonly version: { readonly major: number; readonly minor: number; readonly build: number };
  /**
   * Which Windows after 2003 still has ntdsbcli.dll is UNSOURCED (fact sheet ntdsbcli.md, section 9). The
   * simulator says: 2003 and 2008 have it, later ones do not.
   */
  readonly hasNtdsbcli: boolean;
  /** What replicates SYSVOL: FRS on 2003 and 2008, DFSR from then on (vss.md 6.2). */
  readonly sysvolReplication: 'frs' | 'dfsr';
}

const releases: Readonly<Record<WindowsReleaseName, WindowsRelease>> = {
  2003: release('2003', [5, 2, 3790]),
  2008: release('2008', [6, 0, 6003]),
  2012: release('2012', [6, 2, 9200]),
  2016: release('2016', [10, 0, 14393]),
  2019: release('2019', [10, 0, 17763]),
  2022: release('2022', [10, 0, 20348]),
  2025: release('2025', [10, 0, 26100]),
};

function release(name: WindowsReleaseName, version: readonly [number, number, number]): WindowsRelease {
  const [major, minor, build] = version;
  const old = name === '2003' || name === '2008';
  return {
    name,
    version: { major, minor, build },
    hasNtdsbcli: old,
    sysvolReplication: old ? 'frs' : 'dfsr',
  };
}

/** Every release by name, oldest first. */
export const windowsReleaseNames = Object.keys(releases) as readonly WindowsReleaseName[];

/**
 * A release by its name.
 *
 * @throws SimulatorError `INVALID_OPTION` for a name that is none
 */
export function windowsRelease(name: string): WindowsRelease {
  const found = Object.values(releases).find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new SimulatorError(
      'INVALID_OPTION',
      `There is no simulated Windows ${name}; there are ${windowsReleaseNames.join(', ')}.`,
    );
  }
  return found;
}
