import { DsBackupError } from '@dsbackup/session';

/**
 * A server name as the DLL wants it: without the two backslashes that may lead it.
 *
 * It must name this very computer; the DLL refuses others with RPC_S_INVALID_BINDING. Names with an underscore are
 * not supported by it.
 * Source: https://learn.microsoft.com/windows/win32/api/ntdsbcli/nf-ntdsbcli-dsbackuppreparew
 *
 * @throws {DsBackupError} `INVALID_ARGUMENT` when it is no name that the DLL takes.
 */
export function requireServerName(serverName: string): string {
  const name = serverName.replace(/^\\\\/, '');
  if (name.includes('_')) {
    throw refuse(`ntdsbcli.dll takes no server name with an underscore, and "${serverName}" has one`);
  }
  if (name === '' || /[\\/\0]/.test(name)) {
    throw refuse(`"${serverName}" is not the name of a computer`);
  }
  return name;
}

function refuse(message: string): DsBackupError {
  return new DsBackupError({ code: 'INVALID_ARGUMENT', message, backend: 'ntdsbcli' });
}
