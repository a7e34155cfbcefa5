import type { DatabaseFindingCode, DatabaseInspection } from '@dsbackup/ese';
import { databaseStateWords } from '../words/database-state-words.js';
import { findingAdvice } from './finding-advice.js';

const damagedCopy = 'Look at the disk: one copy of the header is not what the engine wrote.';
const takeAnother = 'Take it for damaged, and take another backup of the source.';
const checkIt = 'Do not rely on it before every page of it was checked: esentutl /g on Windows does that.';

const advice: Readonly<Record<DatabaseFindingCode, string>> = {
  TRUNCATED: 'Copy the database again: the end of it is missing.',
  OWNED_EXTENTS_UNREADABLE: `${takeAnother} Where it should end can't be told.`,
  STATE_UNKNOWN: takeAnother,
  VERSION_ZERO: takeAnother,
  HEADER_BAD: damagedCopy,
  SHADOW_BAD: damagedCopy,
  COPIES_DIFFER: damagedCopy,
  EXTENTS_NOT_CONTIGUOUS: checkIt,
  GENERATIONS_OUT_OF_ORDER: checkIt,
  CLEAN_BUT_NEEDS_LOGS: `Keep the logs that it names with it. ${checkIt}`,
  DIRTY_WITHOUT_LOGS: checkIt,
  WAS_REPAIRED: 'Prefer a copy from before the repair: what a repair cannot save it drops.',
  ODD_TAIL: 'Look at how it was copied: an engine writes whole pages only.',
};

/** What to do with a database. What its state asks for holds beside what was found; only "nothing" does not. */
export function databaseAdvice({ kind, state, findings }: DatabaseInspection): string[] {
  if (kind === 'temporary')
    return ["Leave it out: it is the engine's scratch file, and no part of a backup."];
  const found = findingAdvice(findings, advice);
  if (found.length > 0 && state === 'clean-shutdown') return found;
  return [...new Set([...found, databaseStateWords(state).advice])];
}
