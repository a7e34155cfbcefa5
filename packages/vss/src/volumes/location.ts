import { type DriverControl, DsBackupError, type ErrorCode } from '@dsbackup/session';
import type { Kernel32Api } from '../native/kernel32-api.js';
import { vssBackend } from '../vss-errors.js';

/** Where a folder really is. */
export interface Location {
  /** Its path with every variable expanded, without a trailing backslash except for a root. */
  readonly path: string;
  /** The mount point of its volume: `C:\` or `C:\Mount\`. The longest one that holds the path. */
  readonly mountPoint: string;
  /** The volume by its own name: `\\?\Volume{...}\`. */
  readonly volumeName: string;
}

/** The Win32 codes by which Windows says that a path or drive is not there. */
const missing: ReadonlySet<number> = new Set([2, 3, 15, 21]);

/** Expands the variables of a path as a writer wrote it, such as `%SystemRoot%`, and tidies its end. */
export async function expandPath(
  control: DriverControl,
  kernel32: Kernel32Api,
  path: string,
): Promise<string> {
  const { dst } = await kernel32Call(control, { call: 'ExpandEnvironmentStringsW', subject: path }, () =>
    kernel32.ExpandEnvironmentStringsW(path),
  );
  const tidy = dst.replaceAll('/', '\\').replace(/\\+$/, '');
  return tidy.endsWith(':') ? `${tidy}\\` : tidy;
}

/** Finds the volume of an expanded path. Rejects with `SOURCE_MISSING` if there is no such volume. */
export async function locate(control: DriverControl, kernel32: Kernel32Api, path: string): Promise<Location> {
  if (!/^([a-z]:|\\\\\?\\[^\\]+)(\\|$)/i.test(path)) throw notLocal(path);
  const { volumePathName } = await kernel32Call(control, { call: 'GetVolumePathNameW', subject: path }, () =>
    kernel32.GetVolumePathNameW(path),
  );
  const mountPoint = volumePathName.endsWith('\\') ? volumePathName : `${volumePathName}\\`;
  const { volumeName } = await kernel32Call(
    control,
    { call: 'GetVolumeNameForVolumeMountPointW', subject: mountPoint },
    () => kernel32.GetVolumeNameForVolumeMountPointW(mountPoint),
  );
  if (!isWithin(path, mountPoint)) throw notWithin(path, mountPoint);
  return { path, mountPoint, volumeName };
}

async function kernel32Call<Result extends { readonly error: number }>(
  control: DriverControl,
  { call, subject }: { readonly call: string; readonly subject: string },
  make: () => Promise<Result>,
): Promise<Result> {
  control.signal.throwIfAborted();
  const result = await make();
  control.report({ kind: 'native-call', call, status: result.error, subject });
  if (result.error !== 0) throw kernel32Error({ call, subject }, result.error);
  return result;
}

function kernel32Error(
  { call, subject }: { readonly call: string; readonly subject: string },
  status: number,
): DsBackupError {
  const code: ErrorCode = missing.has(status)
    ? 'SOURCE_MISSING'
    : status === 5
      ? 'ACCESS_DENIED'
      : 'NATIVE_FAILURE';
  return new DsBackupError({
    code,
    message: `${call} failed on ${subject}, which a writer names: Win32 error ${status}.`,
    backend: vssBackend,
    native: { call, domain: 'win32', status },
    scope: 'session',
  });
}

/**
 * A variable that is not set stays as it is, and Windows would take the rest as relative to wherever this
 * process runs.
 */
function notLocal(path: string): DsBackupError {
  return new DsBackupError({
    code: 'SOURCE_MISSING',
    message: `A writer names ${path}, which is no full path on a drive of this machine.`,
    backend: vssBackend,
    scope: 'session',
  });
}

/** Compared without case: a mount point comes back in its own spelling. */
function isWithin(path: string, mountPoint: string): boolean {
  return `${path}\\`.toLowerCase().startsWith(mountPoint.toLowerCase());
}

function notWithin(path: string, mountPoint: string): DsBackupError {
  return new DsBackupError({
    code: 'SOURCE_MISSING',
    message: `GetVolumePathNameW puts ${path} on ${mountPoint}, which is no part of it: it can't be found in a shadow copy.`,
    backend: vssBackend,
    hint: 'The path may lead through a junction; have the writer name the real folder.',
    scope: 'session',
  });
}
