import type { DatabaseScan } from '../database/database-scan.js';
import type { DatabaseInspection } from '../database/inspect-database.js';
import type { Finding } from '../finding.js';
import type { CheckpointInspection } from '../log/inspect-checkpoint.js';
import type { LogInspection } from '../log/inspect-log.js';

/**
 * Whether a database can come back from a backup: `restorable` as it is; `restorable-after-log-replay` when the logs that are there make
 * it whole; `data-loss` when it comes back without its last transactions; `not-restorable` otherwise.
 */
export type RestorabilityVerdict =
  | 'restorable'
  | 'restorable-after-log-replay'
  | 'data-loss'
  | 'not-restorable';

/** What a verdict can rest on. */
export type RestorabilityReasonCode =
  | 'CLEAN'
  | 'LOGS_COMPLETE'
  | 'STATE_UNUSABLE'
  | 'TEMPORARY_DATABASE'
  | 'TRUNCATED'
  | 'BAD_PAGES'
  | 'CORRECTABLE_PAGES'
  | 'DIRTY_WITHOUT_LOGS'
  | 'REQUIRED_LOG_MISSING'
  | 'REQUIRED_LOG_DAMAGED'
  | 'REQUIRED_LOG_TIME_MISMATCH'
  | 'COMMITTED_LOG_MISSING'
  | 'COMMITTED_LOG_DAMAGED'
  | 'LOG_SIGNATURE_MISMATCH'
  | 'LOG_PAGE_SIZE_MISMATCH'
  | 'LOG_SEQUENCE_BROKEN'
  | 'CHECKPOINT_SIGNATURE_MISMATCH'
  | 'LOGS_NO_LONGER_APPLY';

/** One reason for a verdict. */
export interface RestorabilityReason extends Finding<RestorabilityReasonCode> {
  /** What it does to the verdict. */
  readonly effect: 'prevents' | 'loses-transactions' | 'none';
}

/** A verdict and why. */
export interface Restorability {
  readonly verdict: RestorabilityVerdict;
  readonly reasons: readonly RestorabilityReason[];
}

/** What is known of a backup of one database. */
export interface RestorabilityFacts {
  readonly database: DatabaseInspection;
  /** Every log that is there and could be read; one whose header is damaged counts as missing. */
  readonly logs?: readonly LogInspection[] | undefined;
  readonly checkpoint?: CheckpointInspection | undefined;
  /** Left out: pages are taken to be good. */
  readonly scan?: DatabaseScan | undefined;
}
