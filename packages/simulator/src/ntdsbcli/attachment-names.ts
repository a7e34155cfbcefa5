import { databaseFolder } from '../machine/simulated-machine.js';
import { parseWindowsPath } from '../windows/windows-path.js';
import { BFT } from './attachment-list.js';

/** The name of an attachment: `\\SERVER\C$\Windows\NTDS\ntds.dit` for `ntds.dit`. */
export function attachmentNameOf(computerName: string, fileName: string): string {
  return `${attachmentFolderOf(computerName)}\\${fileName}`;
}

/** `\\SERVER\C$\Windows\NTDS`, the folder of all of them. */
export function attachmentFolderOf(computerName: string): string {
  return `\\\\${computerName}\\C$\\${databaseFolder.join('\\')}`;
}

/**
 * The file that an attachment's name means; undefined for a name that is on no list. The real engine takes any
 * path (fact sheet, pitfall 10); the simulator takes those of the lists only, so that others are noticed.
 *
 * @param withTag whether the type character must still be before the name, or must not be
 */
export function fileNameOf(computerName: string, given: string, withTag: boolean): string | undefined {
  const first = given.charCodeAt(0);
  const isTagged = first === BFT.LOG || first === BFT.NTDS_DATABASE;
  if (isTagged !== withTag) return undefined;
  const path = parseWindowsPath(isTagged ? given.slice(1) : given);
  if (path?.kind !== 'unc' || path.server.toLowerCase() !== computerName.toLowerCase()) return undefined;
  const folder = path.segments.slice(0, -1).join('\\').toLowerCase();
  return folder === databaseFolder.join('\\').toLowerCase() ? path.segments.at(-1) : undefined;
}
