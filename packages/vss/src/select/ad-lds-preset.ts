import { VSS_BT_FULL } from '../native/constants.js';
import type { ComponentPreset } from './component-preset.js';
import { adLdsWriterClass } from './writer-classes.js';

/**
 * Every instance of Active Directory Lightweight Directory Services on this machine: one writer each, all of one
 * class. A full backup, as of any directory; no system state, for an instance is an application.
 */
export const adLdsPreset: ComponentPreset = {
  name: 'ad-lds',
  backupType: VSS_BT_FULL,
  bootableSystemState: false,
  systemStateOnly: false,
  parts: [
    {
      what: 'an instance of AD LDS',
      writerIds: [adLdsWriterClass],
      needs: 'databases',
      needed: 'always',
      hint: "Is the instance's own service running? Each is named after its instance.",
    },
  ],
  usages: [],
  choices: [],
  exclusions: [],
};
