import { randomUUID } from 'node:crypto';
import type { BackupCommit, BackupReceipt, IBackupSession } from '@dsbackup/session';
import type { Manifest } from '../format/manifest.js';
import { setLimits } from '../format/set-limits.js';
import type { StoredFiles } from './store-files.js';
import type { WrittenDocuments } from './write-documents.js';
import type { SetSource } from './write-set-options.js';

/** What is known of a set from its beginning. */
export type SetIdentity = Pick<
  Manifest,
  'format' | 'version' | 'id' | 'name' | 'source' | 'backend' | 'coverage' | 'protection' | 'started'
>;

/** What `setIdentity` is made from. */
export interface SetBeginning {
  readonly name: string;
  readonly source: SetSource;
  readonly session: IBackupSession;
  readonly started: Date;
}

/** The part of a manifest that doesn't change from the draft to the end. */
export function setIdentity({ name, source, session, started }: SetBeginning): SetIdentity {
  return {
    format: 'dsbackup-set',
    version: 1,
    id: randomUUID(),
    name,
    source: { computerName: source.computerName, system: source.system },
    backend: session.backend,
    coverage: session.capabilities.coverage,
    protection: 'none',
    started: started.toISOString(),
  };
}

/** What a manifest says of the end of a backup. */
export interface SetEnding {
  readonly stored: StoredFiles;
  readonly commit: BackupCommit;
  readonly documents: WrittenDocuments;
  readonly finished: Date;
  /** Absent for a draft: the backend has not answered yet. */
  readonly receipt?: BackupReceipt;
}

/** The whole manifest. */
export function describeSet(identity: SetIdentity, ending: SetEnding): Manifest {
  const { stored, commit, documents, finished, receipt } = ending;
  return {
    ...identity,
    finished: finished.toISOString(),
    completion: receipt === undefined ? 'undeclared' : 'declared',
    ...(receipt === undefined ? {} : { logsTruncated: receipt.logsTruncated }),
    components: commit.components.map((outcome) => ({ ...outcome, skipped: outcome.skipped.length })),
    warnings: [...stored.damage, ...(receipt?.warnings ?? [])]
      .slice(0, setLimits.warnings)
      .map((warning) => warning.slice(0, setLimits.warningLength)),
    fileLines: stored.fileLines,
    ...documents,
    totals: stored.totals,
  };
}
