import type { IRestoreSession } from '@dsbackup/session';
import type { ContractBench, ContractGroup } from '../contract-test.js';
import type { RestoreContractHarness } from './restore-contract-harness.js';

/** What a test of the restore suite works with. */
export type RestoreBench = ContractBench<RestoreContractHarness, IRestoreSession>;

/** A group of promises of a restore. */
export type RestoreContractGroup = ContractGroup<RestoreBench>;
