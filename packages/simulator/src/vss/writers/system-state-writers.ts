import { vss } from '../vss-values.js';
import { fileGroup, type WriterDefinition } from './writer-definition.js';

const config = '%SystemRoot%\\system32\\config';
const hives = ['default', 'SAM', 'SECURITY', 'software', 'system'];

/** Writers of system state as real documents of Server 2012 have them (fact sheet, 6.3), cut to what a small tree holds. */
export const registryWriter: WriterDefinition = {
  name: 'Registry Writer',
  writerId: '{afbab4a2-367d-4d15-a586-71dbb18f8485}',
  usage: vss.UT_BOOTABLESYSTEMSTATE,
  source: vss.ST_OTHER,
  restoreMethod: 'REPLACE_AT_REBOOT_IF_CANNOT_REPLACE',
  rebootRequired: true,
  components: [
    fileGroup({
      logicalPath: null,
      name: 'Registry',
      selectable: true,
      files: hives.map((filespec) => ({ path: config, filespec })),
    }),
  ],
  excludeFiles: hives.map((hive) => ({ path: config, filespec: `${hive}.LOG` })),
};

/** Its component cannot be selected, so it must be added whenever the writer takes part. */
export const taskSchedulerWriter: WriterDefinition = {
  name: 'Task Scheduler Writer',
  writerId: '{d61d61c8-d73a-4eee-8cdd-f6f9786b7124}',
  usage: vss.UT_BOOTABLESYSTEMSTATE,
  source: vss.ST_OTHER,
  restoreMethod: 'REPLACE_AT_REBOOT_IF_CANNOT_REPLACE',
  rebootRequired: false,
  components: [
    fileGroup({
      logicalPath: null,
      name: 'TasksStore',
      selectable: false,
      files: [{ path: '%SystemRoot%\\System32\\Tasks', filespec: '*', recursive: true }],
    }),
  ],
  excludeFiles: [],
};

/** It has a component that is no system state: a service that is not Windows' own. */
export const systemWriter: WriterDefinition = {
  name: 'System Writer',
  writerId: '{e8132975-6f93-4464-a53e-1050253ae220}',
  usage: vss.UT_BOOTABLESYSTEMSTATE,
  source: vss.ST_OTHER,
  restoreMethod: 'REPLACE_AT_REBOOT_IF_CANNOT_REPLACE',
  rebootRequired: true,
  components: [
    fileGroup({
      logicalPath: null,
      name: 'System Files',
      selectable: true,
      files: [{ path: '%systemroot%\\System32\\drivers', filespec: '*.sys' }],
    }),
    fileGroup({
      logicalPath: null,
      name: 'Win32 Services Files',
      selectable: true,
      flags: vss.CF_NOT_SYSTEM_STATE,
      files: [{ path: '%ProgramFiles%\\Third Party Agent', filespec: '*.exe' }],
    }),
  ],
  excludeFiles: [],
};
