const drivePath = /^c:(\\.*)?$/i;
const shadowPath = /^\\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy([0-9]+)(\\.*)?$/i;
const uncPath = /^\\\\([^\\]+)\\c\$(\\.*)?$/i;

/** A path that the simulated Windows knows, taken apart. The only volume is `C:`. */
export type WindowsPath =
  | { readonly kind: 'live'; readonly segments: readonly string[] }
  | { readonly kind: 'unc'; readonly server: string; readonly segments: readonly string[] }
  | { readonly kind: 'shadow'; readonly device: number; readonly segments: readonly string[] };

/** Takes a Windows path apart, or answers undefined for one that leads nowhere on the simulated machine. */
export function parseWindowsPath(path: string): WindowsPath | undefined {
  const drive = drivePath.exec(path);
  if (drive !== null) return withSegments(drive[1], (segments) => ({ kind: 'live', segments }));
  const shadow = shadowPath.exec(path);
  if (shadow !== null) {
    const device = Number(shadow[1]);
    return withSegments(shadow[2], (segments) => ({ kind: 'shadow', device, segments }));
  }
  const unc = uncPath.exec(path);
  if (unc !== null) {
    const server = unc[1] ?? '';
    return withSegments(unc[2], (segments) => ({ kind: 'unc', server, segments }));
  }
  return undefined;
}

/** `C:\Windows\NTDS` of `['Windows', 'NTDS']`. */
export function drivePathOf(segments: readonly string[]): string {
  return `C:\\${segments.join('\\')}`;
}

/** The device of a shadow copy, without a trailing backslash, as VSS answers it. */
export function shadowDevice(device: number): string {
  return `\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy${device}`;
}

function withSegments(
  tail: string | undefined,
  make: (segments: readonly string[]) => WindowsPath,
): WindowsPath | undefined {
  const segments = (tail ?? '').split('\\').filter((segment) => segment !== '');
  return segments.every(isName) ? make(segments) : undefined;
}

/** A name that Windows allows. In particular none that could lead out of the directory. */
function isName(segment: string): boolean {
  return segment !== '.' && segment !== '..' && !/[/:*?"<>|\0]/.test(segment);
}
