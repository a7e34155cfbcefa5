import type { PartNeed, PresetPart } from './component-preset.js';
import {
  comPlusWriterClass,
  dfsrWriterClass,
  frsWriterClass,
  ntdsWriterClass,
  registryWriterClass,
  systemWriterClass,
} from './writer-classes.js';

/** Which Windows service hosts a writer: "Writer Errors and Vetoes" and "In-Box VSS Writers". */
const inVssService = 'lives in the service "Volume Shadow Copy"; its event log says why it is gone.';

/** The directory database. */
export function directoryPart(needed: PartNeed): PresetPart {
  return {
    what: 'the directory database',
    writerIds: [ntdsWriterClass],
    needs: 'databases',
    needed,
    hint: 'Is this a domain controller, and is the service "Active Directory Domain Services" running?',
  };
}

/** SYSVOL: by DFS Replication, or the File Replication Service before it; while it is migrated, by both. */
export function sysvolPart(needed: PartNeed): PresetPart {
  return {
    what: 'SYSVOL',
    writerIds: [dfsrWriterClass, frsWriterClass],
    needs: 'files',
    needed,
    hint: 'Is the service "DFS Replication" (or, before its migration, "File Replication Service") running?',
  };
}

/** The registry. The SYSTEM hive holds the boot key, without which a directory database can't be read. */
export function registryPart(needed: PartNeed): PresetPart {
  return {
    what: 'the registry',
    writerIds: [registryWriterClass],
    needs: 'files',
    needed,
    hint: `The Registry writer ${inVssService}`,
  };
}

/** The COM+ class registrations. */
export function comPlusPart(needed: PartNeed): PresetPart {
  return {
    what: 'the COM+ class registrations',
    writerIds: [comPlusWriterClass],
    needs: 'files',
    needed,
    hint: `The COM+ REGDB writer ${inVssService}`,
  };
}

/** Windows' own files. */
export function systemFilesPart(needed: PartNeed): PresetPart {
  return {
    what: 'the system files',
    writerIds: [systemWriterClass],
    needs: 'files',
    needed,
    hint: 'Is the service "Cryptographic Services" running? It hosts the System Writer.',
  };
}
