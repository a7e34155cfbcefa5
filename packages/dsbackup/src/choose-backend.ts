import { DsBackupError } from '@dsbackup/session';
import type { SystemFacts } from './system-facts.js';

/** The backends that come with dsbackup, by the name of the Windows API below each. */
export type BackendName = 'ntdsbcli' | 'vss';

/** What a caller asks for: one backend by name, or the one that the system calls for. */
export type BackendRequest = 'auto' | BackendName;

/** A choice and the sentence that says why, for logs, manifests and the operator. */
export interface BackendChoice {
  readonly backend: BackendName;
  readonly reason: string;
}

/**
 * Chooses the backend from facts alone; opens nothing. `auto` never falls back: systems older than Windows Vista
 * (version 6.0) get ntdsbcli.dll, since their documentation has no other way, and later ones get VSS, as Microsoft
 * tells ("beginning with Windows Vista use VSS instead", the Directory Backup Functions' pages). What the
 * system calls for but lacks is an error, not the other backend.
 *
 * Throws `NO_BACKEND` when the backend can't be used on this system.
 */
export function chooseBackend(facts: SystemFacts, asked: BackendRequest): BackendChoice {
  const version = facts.windowsVersion;
  if (version === undefined) {
    throw noBackend(
      `${facts.system} is not Windows, and Active Directory is backed up on its domain controller.`,
      'Run this on the domain controller, or try it here on an embedded one: `dsbackup simulate DIR`, then `dsbackup backup --simulated DIR`.',
    );
  }
  if (asked !== 'auto') return usable(facts, { backend: asked, reason: `${asked} was asked for by name.` });
  const number = `${version.major}.${version.minor}.${version.build}`;
  return version.major < 6
    ? usable(facts, {
        backend: 'ntdsbcli',
        reason: `Windows ${number} is older than Windows Vista (6.0), so ntdsbcli.dll backs up its directory.`,
      })
    : usable(facts, {
        backend: 'vss',
        reason: `Windows ${number} is Windows Vista (6.0) or later, so the Volume Shadow Copy Service backs it up.`,
      });
}

/** The choice itself, if the system has what it needs. */
function usable(facts: SystemFacts, choice: BackendChoice): BackendChoice {
  if (choice.backend === 'ntdsbcli') {
    if (facts.hasNtdsbcli) return choice;
    throw noBackend(
      `${choice.reason} But ntdsbcli.dll with its backup functions is not in System32 of ${facts.system}.`,
    );
  }
  if (facts.isWow64) {
    throw noBackend(
      `${choice.reason} But this is a 32-bit Node.js on a 64-bit ${facts.system}, where VSS does not work.`,
      'Use the 64-bit Node.js.',
    );
  }
  if (facts.hasVssapi) return choice;
  throw noBackend(`${choice.reason} But vssapi.dll is not in System32 of ${facts.system}.`);
}

function noBackend(message: string, hint?: string): DsBackupError {
  return new DsBackupError({ code: 'NO_BACKEND', message, hint });
}
