import type { NtdsbcliApi } from '@dsbackup/ntdsbcli/native';
import type { VssNative } from '@dsbackup/vss/native';
import type { SystemFacts } from './system-facts.js';

/**
 * A Windows to back up: the facts that choose the backend, and the two native APIs. The default host is the
 * Windows this process runs on; the simulator is another. Nothing is loaded before the method that needs it.
 */
export interface BackupHost {
  /** For messages, such as `this computer` or `simulated Windows Server 2022`. */
  readonly name: string;
  facts(): Promise<SystemFacts>;
  /** The computer's own name, which ntdsbcli.dll asks for: it serves only the local machine. */
  computerName(): Promise<string>;
  /** Loads ntdsbcli.dll. */
  ntdsbcli(): Promise<NtdsbcliApi>;
  /** Starts COM and loads vssapi.dll. */
  vss(): Promise<VssNative>;
}
