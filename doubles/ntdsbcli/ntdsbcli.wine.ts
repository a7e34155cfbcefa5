// Runs under Windows' Node with the double as ntdsbcli.dll in System32, by the loader that ships.
import { describe, it } from 'node:test';
import { describeBackupSession } from '@dsbackup/contract';
import { loadSystem32Library } from '@dsbackup/win32';
import { ntdsbcliDoubleHarness } from './ntdsbcli-double-harness.js';

describeBackupSession('ntdsbcli over the DLL in System32', ntdsbcliDoubleHarness(loadSystem32Library), {
  describe,
  it,
});
