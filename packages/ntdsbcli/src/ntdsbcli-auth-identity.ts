import { isUtf8, transcode } from 'node:buffer';
import { DsBackupError } from '@dsbackup/session';

/** Whom the DLL acts as. Without one it acts as the account of this process. */
export interface NtdsbcliAuthIdentity {
  readonly userName: string;
  readonly domainName: string;
  /**
   * The password as UTF-8 bytes, or what gives it when it is needed, once. The bytes are overwritten with zeros after
   * use, so hand over a copy if you still want yours. Bytes and no string, since a string can't be wiped.
   */
  readonly password: Uint8Array | (() => Uint8Array | Promise<Uint8Array>);
}

/**
 * Lends `use` the password as the NUL-terminated UTF-16 that the DLL takes, and wipes every copy that
 * we made or were given, whatever `use` does. What the DLL keeps of it is not documented.
 *
 * Rejects: `INVALID_ARGUMENT` when it is not UTF-8 or holds a NUL, where Windows would stop reading.
 */
export async function withPassword<T>(
  identity: NtdsbcliAuthIdentity,
  use: (password: Uint8Array) => Promise<T>,
): Promise<T> {
  const { password } = identity;
  const given = typeof password === 'function' ? await password() : password;
  try {
    if (!isUtf8(given) || given.includes(0)) {
      throw new DsBackupError({
        code: 'INVALID_ARGUMENT',
        message: `The password of "${identity.domainName}\\${identity.userName}" is not UTF-8 text without NUL`,
        backend: 'ntdsbcli',
        scope: 'session',
      });
    }
    return await lend(given, use);
  } finally {
    given.fill(0);
  }
}

async function lend<T>(given: Uint8Array, use: (password: Uint8Array) => Promise<T>): Promise<T> {
  const characters = transcode(given, 'utf8', 'utf16le');
  const terminated = new Uint8Array(characters.length + 2);
  terminated.set(characters);
  characters.fill(0);
  try {
    return await use(terminated);
  } finally {
    terminated.fill(0);
  }
}
