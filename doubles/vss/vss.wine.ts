// Runs under Windows' Node with the double as vssapi.dll in System32, by the loader that ships.
import { describe, it } from 'node:test';
import { describeBackupSession } from '@dsbackup/contract';
import { describeVssBinding } from './describe-vss-binding.js';
import { createVssDoubleHarness } from './vss-double-harness.js';

describeVssBinding();
describeBackupSession('vss over the DLL in System32', createVssDoubleHarness, { describe, it });
