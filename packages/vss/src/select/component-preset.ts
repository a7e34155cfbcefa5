import type { WriterIdentity } from '../metadata/writer-metadata.js';
import type { VSS_ID } from '../native/hresult.js';
import { type ComponentChoice, isOfWriter } from './component-choice.js';

/** When a part of a preset must be there. */
export type PartNeed = 'always' | 'on-domain-controllers' | 'if-it-reports';

/** One thing that a preset must find, under whichever writer keeps it. */
export interface PresetPart {
  /** For messages: `SYSVOL`. */
  readonly what: string;
  /** Classes of the writers that may keep it: all that report are taken, and one must. */
  readonly writerIds: readonly VSS_ID[];
  /** What at least one selected component must name, or there is nothing to back up. */
  readonly needs: 'databases' | 'files';
  readonly needed: PartNeed;
  readonly hint: string;
}

/** What a backup consists of, and what kind of backup it is. Plain data. */
export interface ComponentPreset {
  readonly name: string;
  /** VSS_BT_*. */
  readonly backupType: number;
  readonly bootableSystemState: boolean;
  /** Components flagged VSS_CF_NOT_SYSTEM_STATE are not taken. */
  readonly systemStateOnly: boolean;
  readonly parts: readonly PresetPart[];
  /** VSS_UT_*: writers of these usages are taken whole, beside those of the parts. */
  readonly usages: readonly number[];
  /** Writers and components that the caller asked for, each of which must be there. */
  readonly choices: readonly ComponentChoice[];
  /** Writers and components that the caller wants left out. */
  readonly exclusions: readonly ComponentChoice[];
}

/** Whether a preset takes components of a writer. Known before the writer's components are read. */
export function presetTakesWriter(preset: ComponentPreset, writer: WriterIdentity): boolean {
  return (
    preset.parts.some(({ writerIds }) => writerIds.includes(writer.writerId)) ||
    preset.usages.includes(writer.usage) ||
    preset.choices.some((choice) => isOfWriter(choice, writer))
  );
}
