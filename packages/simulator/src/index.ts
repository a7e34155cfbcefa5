export {
  createDomainController,
  type DomainControllerOptions,
  type MadeDomainController,
  type SimulatorProgress,
} from './create-domain-controller.js';
export type { EditableDirectory } from './directory/simulated-directory.js';
export type { DirectoryStart } from './machine/directory-start.js';
export type { FileCall, PlannedFailure, StatusCall } from './machine/failure-plan.js';
export type { RestoreRegistration } from './machine/restore-registration.js';
export type { WriterFailure, WriterPhase } from './machine/writer-failures.js';
export type { NtdsbcliVariants } from './ntdsbcli/ntdsbcli-variants.js';
export { openSimulatedDomainController, type SimulatorOptions } from './open-simulated-domain-controller.js';
export type { SimulatedDomainController, SimulatedFacts } from './simulated-domain-controller.js';
export { SimulatorError, type SimulatorErrorCode } from './simulator-error.js';
export { type WindowsReleaseName, windowsReleaseNames } from './windows/windows-release.js';
