import { DsBackupError } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { requireServerName } from './ntdsbcli-server-name.js';

describe('requireServerName', () => {
  it('takes the two backslashes off', () => {
    expect(requireServerName('\\\\DC01')).toBe('DC01');
    expect(requireServerName('dc01.corp.example')).toBe('dc01.corp.example');
  });

  it.each(['DC_01', '', '\\\\', 'DC01\\share', 'DC\0'])('refuses %j', (name) => {
    const refuse = () => requireServerName(name);
    expect(refuse).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    try {
      refuse();
    } catch (error) {
      expect(DsBackupError.is(error) && error.message).toContain(name);
    }
  });
});
