/** From which update of the format on a Windows writes it, oldest first. */
const generations: readonly (readonly [updateMajor: number, windows: string])[] = [
  [0, 'Windows Server 2003 or older'],
  [10, 'between Windows Server 2003 and 2008'],
  [12, 'Windows Vista and Server 2008'],
  [13, 'between Windows Server 2008 and 2008 R2'],
  [17, 'Windows 7 and Server 2008 R2'],
  [18, 'between Windows Server 2008 R2 and 2012'],
  [20, 'Windows 8 and Server 2012, and later ones up to about Server 2019'],
  [30, 'about Windows Server 2019'],
  [110, 'between Windows Server 2019 and 2022'],
  [180, 'Windows Server 2022'],
  [200, 'Windows 11 21H2'],
  [210, 'Windows 11 22H2'],
  [250, 'between Windows 11 22H2 and Server 2025'],
  [300, 'Windows 11 24H2 and Server 2025'],
  [301, 'newer than Windows Server 2025'],
];

/**
 * Which Windows writes a format, by the major number of its update. Source: the history in `inc/daedef.hxx` and
 * `ese/sysver.cxx` of microsoft/Extensible-Storage-Engine, and files seen; that gives points and not every step
 * between them, hence "about" and "between". A database keeps the format it has until an engine raises it.
 */
export function windowsOfFormat(updateMajor: number): string {
  return generations.findLast(([from]) => updateMajor >= from)?.[1] ?? 'unknown';
}
