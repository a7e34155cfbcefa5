import { codeOf } from '../directory/file-error.js';
import { status } from './status.js';

/**
 * What ntdsbcli.dll answers for an error of the file system. A file that was changed from outside is answered as
 * hrReadVerifyFailure: the engine reads its database while it is in use, and a page that is not what it should be
 * fails its checksum, which ends the backup (JetReadFile). Undefined for an error that is none of the file system.
 */
export function statusOfFileError(error: unknown): number | undefined {
  const code = codeOf(error);
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) return undefined;
  if (code === 'EIO') return status.hrReadVerifyFailure;
  if (code === 'ENOENT' || code === 'ENOTDIR') return status.hrFileNotFound;
  if (code === 'EACCES' || code === 'EPERM') return status.hrFileAccessDenied;
  return status.hrDiskIO;
}
