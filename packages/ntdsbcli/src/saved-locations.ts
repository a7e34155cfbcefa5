import {
  type BackupDocument,
  DsBackupError,
  type RestoreDatabaseLocation,
  type RestoreLocations,
} from '@dsbackup/session';

/** The name of the document in which a backup keeps where Windows would want its files back. */
export const savedLocationsName = 'database-locations.json';

const format = 'dsbackup-database-locations';
const longestDocument = 1024 * 1024;

/** What DsRestoreGetDatabaseLocationsW answered at backup time; where it did not, why. */
export type AskedLocations =
  | { readonly locations: RestoreLocations }
  /** One sentence. Only Windows 2000 is known to answer for a backup, so that a refusal is nothing to worry about. */
  | { readonly locations: null; readonly refusal: string };

/** The document of a backup. */
export function encodeSavedLocations(asked: AskedLocations): BackupDocument {
  const text = JSON.stringify({ format, version: 1, ...asked }, null, 2);
  return { name: savedLocationsName, bytes: new TextEncoder().encode(`${text}\n`) };
}

/**
 * Reads the document of a set, for the `originalLocations` of a restore; undefined where Windows had not answered.
 * Nothing in it is trusted.
 *
 * @throws {DsBackupError} `SET_INVALID` when it is not such a document.
 */
export function decodeSavedLocations(bytes: Uint8Array): RestoreLocations | undefined {
  if (bytes.length > longestDocument) throw invalid('it is too long');
  const value = parse(bytes);
  if (!isRecord(value) || value.format !== format || value.version !== 1)
    throw invalid('it is another document');
  if (value.locations === null) return undefined;
  if (!isRecord(value.locations)) throw invalid('it holds no locations');
  const { databases, logDirectory, checkpointDirectory } = value.locations;
  if (!Array.isArray(databases) || databases.length === 0 || !databases.every(isDatabase))
    throw invalid('it names no database');
  if (!isOptionalText(logDirectory) || !isOptionalText(checkpointDirectory))
    throw invalid('a folder is no text');
  return {
    databases: databases.map(({ name, path }) => ({ name, path })),
    ...(logDirectory === undefined ? {} : { logDirectory }),
    ...(checkpointDirectory === undefined ? {} : { checkpointDirectory }),
  };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw invalid('it is no JSON', cause);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDatabase(value: unknown): value is RestoreDatabaseLocation {
  return isRecord(value) && isText(value.name) && isText(value.path);
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || isText(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('\0');
}

function invalid(why: string, cause?: unknown): DsBackupError {
  return new DsBackupError({
    code: 'SET_INVALID',
    message: `The document "${savedLocationsName}" can't be read: ${why}.`,
    backend: 'ntdsbcli',
    cause,
  });
}
