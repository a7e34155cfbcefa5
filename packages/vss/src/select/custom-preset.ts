import { VSS_BT_COPY } from '../native/constants.js';
import type { ComponentChoice } from './component-choice.js';
import type { ComponentPreset } from './component-preset.js';

/** A caller's own choice. */
export interface CustomChoice {
  /** What is to be backed up: each must be there, or the plan is refused. */
  readonly include: readonly ComponentChoice[];
  /**
   * What is left out of it. With a component goes all that lies below it, and all above it, for nothing above can
   * be added without it.
   */
  readonly exclude?: readonly ComponentChoice[] | undefined;
  /** VSS_BT_*. Default: VSS_BT_COPY, which makes no writer cut its logs. */
  readonly backupType?: number | undefined;
  /** Whether writers are told that a bootable system state is backed up. Default: false. */
  readonly bootableSystemState?: boolean | undefined;
}

/** The preset `custom`. Writers' components that must be added whenever their writer takes part are added too. */
export function customPreset(choice: CustomChoice): ComponentPreset {
  const bootableSystemState = choice.bootableSystemState ?? false;
  return {
    name: 'custom',
    backupType: choice.backupType ?? VSS_BT_COPY,
    bootableSystemState,
    systemStateOnly: bootableSystemState,
    parts: [],
    usages: [],
    choices: choice.include,
    exclusions: choice.exclude ?? [],
  };
}
