// Runs under Windows' Node with the double as ntdsbcli.dll in System32, by the loader that ships.
import { describe, it } from 'node:test';
import { describeBackupSession, describeRestoreSession } from '@dsbackup/contract';
import { loadSystem32Library as loadLibrary } from '@dsbackup/win32';
import { describeBackupFailures } from './backup-failures.js';
import { ntdsbcliDoubleHarness } from './ntdsbcli-double-harness.js';
import { ntdsbcliRestoreHarness } from './ntdsbcli-restore-harness.js';
import { describeRestoreFailures } from './restore-failures.js';

const name = 'ntdsbcli over the DLL in System32';
describeBackupSession(name, ntdsbcliDoubleHarness(loadLibrary), { describe, it });
describeRestoreSession(name, ntdsbcliRestoreHarness(loadLibrary), { describe, it });

// A restored file takes its time under Wine. That every status has its turn at every call is the work of the ring on Linux.
const statusesPerCall = process.env.DSBACKUP_FULL === '1' ? 12 : 3;
describeBackupFailures({ describe, it, loadLibrary, statusesPerCall });
describeRestoreFailures({ describe, it, loadLibrary, statusesPerCall });
