export type {
  ContractHarness,
  ContractStep,
  CreateContractHarness,
  ExpectedFailure,
  ExpectedFile,
} from './contract-harness.js';
export type { ContractRunner } from './contract-runner.js';
export { describeBackupSession } from './describe-backup-session.js';
