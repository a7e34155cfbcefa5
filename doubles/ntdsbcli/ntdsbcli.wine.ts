// Runs under Windows' Node with the double as ntdsbcli.dll in System32, by the loader that ships.
import { describe, it } from 'node:test';
import { describeBackupSession, describeRestoreSession } from '@dsbackup/contract';
import { loadSystem32Library } from '@dsbackup/win32';
import { ntdsbcliDoubleHarness } from './ntdsbcli-double-harness.js';
import { ntdsbcliRestoreHarness } from './ntdsbcli-restore-harness.js';

const name = 'ntdsbcli over the DLL in System32';
describeBackupSession(name, ntdsbcliDoubleHarness(loadSystem32Library), { describe, it });
describeRestoreSession(name, ntdsbcliRestoreHarness(loadSystem32Library), { describe, it });
