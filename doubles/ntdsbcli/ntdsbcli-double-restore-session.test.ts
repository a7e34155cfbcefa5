import { describeRestoreSession } from '@dsbackup/contract';
import { describe, it } from 'vitest';
import { describeLinuxDouble } from './describe-linux-double.js';
import { ntdsbcliRestoreHarness } from './ntdsbcli-restore-harness.js';

await describeLinuxDouble((given) => {
  const create = () => ntdsbcliRestoreHarness(given.loadLibrary)();
  describeRestoreSession('ntdsbcli over the double', create, { describe, it });
});
