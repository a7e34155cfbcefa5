import type { Finding } from '../finding.js';
import type { DatabaseHeader } from '../format/database-header.js';
import { databaseState } from '../format/database-state.js';
import { JetError } from '../jet-error.js';

/** What the fields of a header can have against each other. */
export type HeaderFindingCode =
  | 'STATE_UNKNOWN'
  | 'GENERATIONS_OUT_OF_ORDER'
  | 'CLEAN_BUT_NEEDS_LOGS'
  | 'DIRTY_WITHOUT_LOGS'
  | 'VERSION_ZERO'
  | 'WAS_REPAIRED';

/**
 * The rules that hold for the header of every healthy database.
 * Source: `ErrUtilWriteDatabaseHeadersInternal` of microsoft/Extensible-Storage-Engine (`fileu.cxx`), which asserts them at each write.
 */
export function headerFindings(header: DatabaseHeader): Finding<HeaderFindingCode>[] {
  const {
    generationMinRequired: min,
    generationMaxRequired: max,
    generationMaxCommitted: committed,
  } = header;
  const minConsistent = header.generationMinConsistent;
  const state = databaseState(header.state);
  const findings: Finding<HeaderFindingCode>[] = [];
  const say = (code: HeaderFindingCode, severity: Finding['severity'], message: string, jet?: number) =>
    findings.push({ code, severity, message, ...(jet === undefined ? {} : { jet }) });

  if (header.version === 0) {
    say('VERSION_ZERO', 'error', 'The header has no format version.', JetError.InvalidDatabaseVersion);
  }
  if (state === undefined) {
    say(
      'STATE_UNKNOWN',
      'error',
      `The header's state is ${header.state}, which has no meaning.`,
      JetError.DatabaseCorrupted,
    );
  }
  const ordered =
    min <= max && max <= committed && (minConsistent === 0 || (min <= minConsistent && minConsistent <= max));
  if (!ordered) {
    const generations = `required ${min} to ${max}, committed ${committed}, consistent from ${minConsistent}`;
    say(
      'GENERATIONS_OUT_OF_ORDER',
      'warning',
      `The log generations in the header contradict each other: ${generations}.`,
    );
  }
  if (state === 'clean-shutdown' && (min !== 0 || max !== 0 || committed !== 0)) {
    say(
      'CLEAN_BUT_NEEDS_LOGS',
      'warning',
      `The database is clean, yet names log generations ${min} to ${committed}.`,
    );
  }
  if (state === 'dirty-shutdown' && (min === 0 || max === 0)) {
    say(
      'DIRTY_WITHOUT_LOGS',
      'warning',
      'The database is dirty, yet names no log generation that would make it clean.',
    );
  }
  if (header.repairCount > 0) {
    say(
      'WAS_REPAIRED',
      'warning',
      `The database was repaired ${header.repairCount} times, so data may be missing.`,
    );
  }
  return findings;
}
