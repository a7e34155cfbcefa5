import { activeDirectoryPreset } from './active-directory-preset.js';
import { adLdsPreset } from './ad-lds-preset.js';
import type { ComponentPreset } from './component-preset.js';
import { systemStatePreset } from './system-state-preset.js';

/** The presets that have a name of their own. `customPreset` makes any other. */
export type PresetName = 'active-directory' | 'ad-lds' | 'system-state';

const presets: Readonly<Record<PresetName, ComponentPreset>> = {
  'active-directory': activeDirectoryPreset,
  'ad-lds': adLdsPreset,
  'system-state': systemStatePreset,
};

/** A preset by its name. */
export function namedPreset(name: PresetName): ComponentPreset {
  return presets[name];
}
