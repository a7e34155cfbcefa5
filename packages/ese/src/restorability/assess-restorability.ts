import { isUnsetSignature, sameSignature } from '../format/signature.js';
import { JetError } from '../jet-error.js';
import { logReasons } from './log-reasons.js';
import type {
  Restorability,
  RestorabilityFacts,
  RestorabilityReason,
  RestorabilityVerdict,
} from './restorability.js';

/**
 * Puts together what is known of a database, its logs and its checkpoint. A pure function: it reads nothing and rejects nothing.
 * Source of the rules: `_log/logredo.cxx` of microsoft/Extensible-Storage-Engine and the header's own.
 */
export function assessRestorability(facts: RestorabilityFacts): Restorability {
  const { state } = facts.database;
  const needsReplay = state === 'dirty-shutdown' || state === 'dirty-and-patched-shutdown';
  const reasons = [
    ...pageReasons(facts),
    ...(needsReplay ? logReasons(facts) : stateReasons(facts)),
    ...checkpointReasons(facts),
  ];
  return { verdict: verdictOf(reasons, needsReplay), reasons };
}

function verdictOf(reasons: readonly RestorabilityReason[], needsReplay: boolean): RestorabilityVerdict {
  if (reasons.some((reason) => reason.effect === 'prevents')) return 'not-restorable';
  if (reasons.some((reason) => reason.effect === 'loses-transactions')) return 'data-loss';
  return needsReplay ? 'restorable-after-log-replay' : 'restorable';
}

function pageReasons({ database, scan }: RestorabilityFacts): RestorabilityReason[] {
  const reasons: RestorabilityReason[] = [];
  if (database.kind === 'temporary') {
    const message = 'This is a temporary database, which is no part of a backup.';
    reasons.push({ code: 'TEMPORARY_DATABASE', severity: 'error', effect: 'prevents', message });
  }
  if (database.extent === 'truncated' || scan?.truncated === true) {
    const message = 'The file ends before the last page that the database owns.';
    reasons.push({ code: 'TRUNCATED', severity: 'error', effect: 'prevents', message });
  }
  if (scan === undefined) return reasons;
  const lost = scan.bad - scan.badPastOwned - scan.correctable;
  const jet = JetError.ReadVerifyFailure;
  if (lost > 0) {
    const message = `${lost === 1 ? 'One page' : `${lost} pages`} of the database ${lost === 1 ? 'has' : 'have'} a bad checksum.`;
    reasons.push({ code: 'BAD_PAGES', severity: 'error', effect: 'prevents', message, jet });
  }
  if (scan.correctable > 0) {
    const message = `Pages with a flipped bit that ESE repairs when it reads them: ${scan.correctable}.`;
    reasons.push({ code: 'CORRECTABLE_PAGES', severity: 'warning', effect: 'none', message, jet });
  }
  return reasons;
}

function stateReasons({ database }: RestorabilityFacts): RestorabilityReason[] {
  const { state, header } = database;
  if (state !== 'clean-shutdown') {
    const message = `The database is in the state ${state ?? header.state}, in which it can't be attached.`;
    const jet = JetError.DatabaseCorrupted;
    return [{ code: 'STATE_UNUSABLE', severity: 'error', effect: 'prevents', message, jet }];
  }
  const message = 'The database was shut down cleanly: it needs no logs.';
  const clean: RestorabilityReason = { code: 'CLEAN', severity: 'note', effect: 'none', message };
  if (header.repairCount === 0 || !isUnsetSignature(header.logSignature)) return [clean];
  const repaired = 'The database was repaired: logs from before that no longer apply to it.';
  return [clean, { code: 'LOGS_NO_LONGER_APPLY', severity: 'warning', effect: 'none', message: repaired }];
}

/** A checkpoint only says where recovery may begin, but one of another stream of logs must be put away first. */
function checkpointReasons({ database, checkpoint }: RestorabilityFacts): RestorabilityReason[] {
  const { logSignature } = database.header;
  if (checkpoint === undefined || isUnsetSignature(logSignature)) return [];
  if (sameSignature(checkpoint.checkpoint.logSignature, logSignature)) return [];
  const message = 'The checkpoint belongs to another stream of logs than the database; recover without it.';
  const jet = JetError.BadCheckpointSignature;
  return [{ code: 'CHECKPOINT_SIGNATURE_MISMATCH', severity: 'warning', effect: 'none', message, jet }];
}
