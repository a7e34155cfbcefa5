import { describe, it } from 'vitest';
import { describeLinuxDouble } from './describe-linux-double.js';
import { describeRestoreFailures } from './restore-failures.js';

await describeLinuxDouble((given) => {
  describeRestoreFailures({
    describe,
    it,
    loadLibrary: (name) => given.loadLibrary(name),
    statusesPerCall: Number.POSITIVE_INFINITY,
  });
});
