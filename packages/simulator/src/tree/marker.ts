import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../directory/file-error.js';
import { SimulatorError } from '../simulator-error.js';
import { type WindowsReleaseName, windowsRelease } from '../windows/windows-release.js';

/** The file that says what a simulated machine is. */
export const markerName = 'dsbackup-simulator.json';

/** What it says. */
export interface Marker {
  readonly windows: WindowsReleaseName;
  readonly computerName: string;
  readonly domain: string;
}

/**
 * Reads the marker of a directory; undefined when there is none, as in a tree made by hand.
 *
 * @throws SimulatorError `MARKER_INVALID` when it is there and says something else
 */
export async function readMarker(root: string): Promise<Marker | undefined> {
  const path = join(root, markerName);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new SimulatorError('MARKER_INVALID', `${path} cannot be read.`, error);
  });
  if (text === undefined) return undefined;
  try {
    return markerOf(JSON.parse(text));
  } catch (error) {
    throw new SimulatorError(
      'MARKER_INVALID',
      `${path} does not say what machine this is: it must hold "windows", "computerName" and "domain". Remove it, or make the directory anew.`,
      error,
    );
  }
}

/** The bytes of a marker. */
export function encodeMarker(marker: Marker): string {
  return `${JSON.stringify(marker, null, 2)}\n`;
}

function markerOf(value: unknown): Marker {
  const { windows, computerName, domain } = value as Record<string, unknown>;
  if (typeof windows !== 'string' || typeof computerName !== 'string' || typeof domain !== 'string') {
    throw new TypeError('a field is missing');
  }
  return { windows: windowsRelease(windows).name, computerName: requireComputerName(computerName), domain };
}

/**
 * A computer name that a domain controller can have.
 *
 * @throws SimulatorError `INVALID_OPTION` otherwise; in particular for one with `_`, which ntdsbcli.dll refuses
 */
export function requireComputerName(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9-]{0,14}$/.test(name)) return name;
  throw new SimulatorError(
    'INVALID_OPTION',
    `"${name}" is no computer name: 1 to 15 letters, digits and hyphens, beginning with a letter or digit.`,
  );
}
