import { DsBackupError } from '@dsbackup/session';

/** A path on this computer, taken apart. */
export interface PlaceOnComputer {
  /** The folder without a backslash at its end, such as `C:\Windows\NTDS`, or `C:` for the root. */
  readonly folder: string;
  readonly name: string;
  readonly path: string;
}

/**
 * A path as this computer's own programs name it. The DLL names places by the server's administrative shares,
 * `\\DC01\C$\Windows\NTDS`, which need not be shared in Directory Services Restore Mode; that is `C:\Windows\NTDS` there.
 *
 * @throws {DsBackupError} `INVALID_ARGUMENT` for a path that is not whole, leads elsewhere, or is on another computer.
 */
export function placeOnComputer(server: string, path: string): PlaceOnComputer {
  const local = path
    .replace(/\\+$/, '')
    .replace(/^\\\\([^\\]+)\\([a-z])\$(?=\\|$)/i, (whole, name, drive) =>
      isSameComputer(String(name), server) ? `${drive}:` : whole,
    );
  const segments = local.split('\\');
  const [drive = '', ...names] = segments;
  if (!/^[a-z]:$/i.test(drive) || !names.every(isName)) {
    throw new DsBackupError({
      code: 'INVALID_ARGUMENT',
      message: `"${path}" is not the whole path of a place on "${server}".`,
      backend: 'ntdsbcli',
      scope: 'call',
    });
  }
  return { folder: segments.slice(0, -1).join('\\'), name: names.at(-1) ?? '', path: local };
}

/** Names that differ only in case are one name to Windows. */
export function foldPath(path: string): string {
  return path.toLowerCase();
}

function isSameComputer(name: string, server: string): boolean {
  const [given, own] = [name.toLowerCase(), server.toLowerCase()];
  return given === own || given.startsWith(`${own}.`);
}

/** In particular none that could lead out of its folder, and no stream of another file. */
function isName(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..' && !/[/:*?"<>|\0]/.test(segment);
}
