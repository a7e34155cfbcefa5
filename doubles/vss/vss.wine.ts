// Runs under Windows' Node with the double as vssapi.dll in System32, by the loader that ships.
import { describe, it } from 'node:test';
import { describeBackupSession } from '@dsbackup/contract';
import { describeCallOrder } from './describe-call-order.js';
import { describeShadowFiles } from './describe-shadow-files.js';
import { describeVssBinding } from './describe-vss-binding.js';
import { createVssDoubleHarness } from './vss-double-harness.js';

describeVssBinding();
describeCallOrder();
describeShadowFiles();
describeBackupSession('vss over the DLL in System32', createVssDoubleHarness, { describe, it });
