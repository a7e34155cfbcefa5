import { DsBackupError } from '@dsbackup/session';

/** The error for a saved document that can't be read: `SET_INVALID`, with the document and the place in it. */
export function documentError(document: string, what: string, cause?: unknown): DsBackupError {
  return new DsBackupError({
    code: 'SET_INVALID',
    message: `The document ${document} can't be read: ${what}.`,
    hint: 'The document was cut, changed or made by another program; take it from another copy of the backup.',
    cause,
  });
}
