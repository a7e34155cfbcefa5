import { guidOf } from './guid-of.js';

/** The only volume of a simulated machine. */
export const mountPoint = 'C:\\';

/** `\\?\Volume{...}\` of a machine's volume. */
export function volumeNameOf(computerName: string): string {
  return `\\\\?\\Volume${guidOf(computerName, 'volume C:')}\\`;
}

/** Whether a name with its trailing backslash means the volume. */
export function isTheVolume(computerName: string, name: string): boolean {
  const lower = name.toLowerCase();
  return lower === mountPoint.toLowerCase() || lower === volumeNameOf(computerName).toLowerCase();
}
