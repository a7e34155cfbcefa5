import { hrCodes } from '@dsbackup/ntdsbcli/native';
import { askHost } from '../ask-host.js';
import type { BackupHost } from '../backup-host.js';
import { RefusedCall, refused } from './call-outcomes.js';
import { RPC_S_INVALID_BINDING } from './hresult.js';

/**
 * Answers this computer's name if `szServerName` means it: its name, or its name in a domain, with or without backslashes before
 * it. The DLL serves no other, and neither does VSS. Refuses others as the pages tell: no name at all with
 * ERROR_INVALID_PARAMETER, a malformed one with hrCouldNotConnect, another computer with RPC_S_INVALID_BINDING.
 */
export async function requireThisComputer(host: BackupHost, szServerName: string): Promise<string> {
  if (typeof szServerName !== 'string' || szServerName === '')
    throw refused('The name of the server is missing.');
  const name = szServerName.replace(/^\\\\/, '');
  if (name === '' || /[_\\/\0]/.test(name)) {
    const error = refused(`"${szServerName}" is no name of a server that the functions take.`);
    throw new RefusedCall(hrCodes.hrCouldNotConnect, error);
  }
  const own = await askHost(host.computerName());
  const [first] = name.split('.');
  if (first?.toLowerCase() === own.toLowerCase()) return own;
  const error = refused(`"${szServerName}" is not this computer, which is "${own}".`, 'SERVER_UNAVAILABLE');
  throw new RefusedCall(RPC_S_INVALID_BINDING, error);
}
