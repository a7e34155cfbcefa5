export type {
  ContractHarness,
  ContractStep,
  CreateContractHarness,
  ExpectedFailure,
  ExpectedFile,
} from './contract-harness.js';
export type { ContractRunner } from './contract-runner.js';
export { describeBackupSession } from './describe-backup-session.js';
export { describeRestoreSession } from './restore/describe-restore-session.js';
export type {
  CreateRestoreContractHarness,
  FilePlan,
  RestoreContractHarness,
  RestoreContractStep,
} from './restore/restore-contract-harness.js';
