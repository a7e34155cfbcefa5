import type { NtdsbcliApi } from '@dsbackup/ntdsbcli/native';
import type { VssNative } from '@dsbackup/vss/native';
import type { SystemFacts } from './system-facts.js';

/**
 * A Windows to back up or to restore: the facts that choose the backend, and the two native APIs. The default host is the
 * Windows this process runs on; the simulator is another. Nothing is loaded before the method that needs it.
 */
export interface BackupHost {
  /** For messages, such as `this computer` or `simulated Windows Server 2022`. */
  readonly name: string;
  facts(): Promise<SystemFacts>;
  /** The computer's own name, which ntdsbcli.dll asks for: it serves only the local machine. */
  computerName(): Promise<string>;
  /** Loads ntdsbcli.dll, with the privilege enabled that the purpose needs. */
  ntdsbcli(purpose: 'backup' | 'restore'): Promise<NtdsbcliApi>;
  /** Starts COM and loads vssapi.dll. */
  vss(): Promise<VssNative>;
  /**
   * Where a path of that Windows lies in the file system of this process, for a restore that writes it. Absent where it lies
   * where it says, which is so for the Windows that this process runs on.
   */
  localPath?(path: string): Promise<string>;
}
