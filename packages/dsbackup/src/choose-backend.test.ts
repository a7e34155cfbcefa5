import { DsBackupError } from '@dsbackup/session';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BackendRequest, chooseBackend } from './choose-backend.js';
import type { SystemFacts } from './system-facts.js';

const server2022: SystemFacts = {
  system: 'Windows Server 2022 (10.0.20348)',
  platform: 'win32',
  windowsVersion: { major: 10, minor: 0, build: 20348 },
  hasNtdsbcli: false,
  hasVssapi: true,
  isWow64: false,
};
const server2003: SystemFacts = {
  ...server2022,
  system: 'Windows Server 2003 (5.2.3790)',
  windowsVersion: { major: 5, minor: 2, build: 3790 },
  hasNtdsbcli: true,
};

function refusal(facts: SystemFacts, asked: BackendRequest): DsBackupError {
  try {
    chooseBackend(facts, asked);
  } catch (error) {
    if (DsBackupError.is(error)) return error;
    throw error;
  }
  throw new Error('no refusal');
}

describe('chooseBackend', () => {
  it.each([
    [5, 0, 'ntdsbcli'],
    [5, 1, 'ntdsbcli'],
    [5, 2, 'ntdsbcli'],
    [6, 0, 'vss'],
    [6, 1, 'vss'],
    [6, 3, 'vss'],
    [10, 0, 'vss'],
  ])('takes for Windows %i.%i the backend %s', (major, minor, backend) => {
    const facts = { ...server2022, hasNtdsbcli: true, windowsVersion: { major, minor, build: 1 } };
    expect(chooseBackend(facts, 'auto').backend).toBe(backend);
  });

  it('says why in one sentence that names the version', () => {
    expect(chooseBackend(server2003, 'auto').reason).toMatch(/5\.2\.3790 is older than Windows Vista/);
    expect(chooseBackend(server2022, 'auto').reason).toMatch(
      /10\.0\.20348 is Windows Vista \(6\.0\) or later/,
    );
  });

  it('takes the backend that was asked for by name, whatever the version', () => {
    expect(chooseBackend(server2003, 'vss').backend).toBe('vss');
    expect(chooseBackend({ ...server2022, hasNtdsbcli: true }, 'ntdsbcli').backend).toBe('ntdsbcli');
  });

  it('never falls back to the other backend', () => {
    expect(refusal({ ...server2003, hasNtdsbcli: false }, 'auto').code).toBe('NO_BACKEND');
    expect(refusal({ ...server2022, hasVssapi: false, hasNtdsbcli: true }, 'auto').code).toBe('NO_BACKEND');
    expect(refusal(server2022, 'ntdsbcli').code).toBe('NO_BACKEND');
  });

  it('refuses VSS from a 32-bit process on a 64-bit Windows, and says what to use', () => {
    expect(refusal({ ...server2022, isWow64: true }, 'auto').hint).toMatch(/64-bit Node\.js/);
  });

  it('names the simulator where there is no Windows', () => {
    const { windowsVersion: _, ...linux } = { ...server2022, platform: 'linux', system: 'Linux 6.1' };
    expect(refusal(linux, 'auto').hint).toMatch(/dsbackup simulate/);
  });

  it('answers for any facts with a usable backend or NO_BACKEND', () => {
    const facts = fc.record({
      system: fc.string(),
      platform: fc.constantFrom('win32', 'linux'),
      windowsVersion: fc.record({ major: fc.nat(11), minor: fc.nat(4), build: fc.nat(30000) }),
      hasNtdsbcli: fc.boolean(),
      hasVssapi: fc.boolean(),
      isWow64: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, fc.constantFrom<BackendRequest>('auto', 'ntdsbcli', 'vss'), (given, asked) => {
        try {
          const { backend } = chooseBackend(given, asked);
          expect(backend === 'vss' ? given.hasVssapi && !given.isWow64 : given.hasNtdsbcli).toBe(true);
          if (asked !== 'auto') expect(backend).toBe(asked);
        } catch (error) {
          if (!DsBackupError.is(error)) throw error;
          expect(error.code).toBe('NO_BACKEND');
        }
      }),
    );
  });
});
