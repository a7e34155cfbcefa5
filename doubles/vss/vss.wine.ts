// Runs under Windows' Node with the double as vssapi.dll in System32, by the loader that ships.
import { describe, it } from 'node:test';
import { describeBackupSession } from '@dsbackup/contract';
import { describeCallOrder } from './describe-call-order.js';
import { describeComponentCalls } from './describe-component-calls.js';
import { describeMetadataCalls } from './describe-metadata-calls.js';
import { describeRestoreCalls } from './describe-restore-calls.js';
import { describeShadowFiles } from './describe-shadow-files.js';
import { describeSnapshotCalls } from './describe-snapshot-calls.js';
import { describeVssBinding } from './describe-vss-binding.js';
import { createVssDoubleHarness } from './vss-double-harness.js';

describeVssBinding();
describeMetadataCalls();
describeRestoreCalls();
describeComponentCalls();
describeSnapshotCalls();
describeCallOrder();
describeShadowFiles();
describeBackupSession('vss over the DLL in System32', createVssDoubleHarness, { describe, it });
