import type { VSS_ID } from '../native/hresult.js';

/** One thing that a preset must find, under whichever writer keeps it. */
export interface PresetPart {
  /** For messages: `SYSVOL`. */
  readonly what: string;
  /** Classes of the writers that may keep it: all that report are taken, and one must. */
  readonly writerIds: readonly VSS_ID[];
  /** What at least one selected component must name, or there is nothing to back up. */
  readonly needs: 'databases' | 'files';
  readonly hint: string;
}

/** What a backup consists of, and what kind of backup it is. */
export interface ComponentPreset {
  readonly name: string;
  /** VSS_BT_*. */
  readonly backupType: number;
  readonly bootableSystemState: boolean;
  readonly parts: readonly PresetPart[];
}

/** Whether a preset takes components of a writer, by its class. */
export function presetTakesWriter(preset: ComponentPreset, writerId: VSS_ID): boolean {
  return preset.parts.some(({ writerIds }) => writerIds.includes(writerId));
}
