import { DsBackupError } from '@dsbackup/session';

/**
 * More than any token: by the documentation of 2000 it holds a date and a lifetime. A longer one is something else, and
 * whoever checks it may trust the size that comes with it.
 */
const LONGEST_TOKEN = 64 * 1024;

/** Whether `bytes` can be an expiry token. It is opaque: nothing but its length is looked at. */
export function isExpiryTokenLength(bytes: number): boolean {
  return bytes > 0 && bytes <= LONGEST_TOKEN;
}

/**
 * A copy of a saved token, checked for its length before Windows sees it.
 *
 * @throws {DsBackupError} `TOKEN_REFUSED` when it is empty or longer than any token.
 */
export function requireExpiryToken(token: Uint8Array): Uint8Array {
  if (isExpiryTokenLength(token.length)) return Uint8Array.from(token);
  throw new DsBackupError({
    code: 'TOKEN_REFUSED',
    message: `The expiry token has ${token.length} bytes; one has 1 to ${LONGEST_TOKEN}.`,
    backend: 'ntdsbcli',
    hint: 'Use the very bytes that were saved with the backup. With no token at all only the locations can be asked for.',
    scope: 'session',
  });
}
