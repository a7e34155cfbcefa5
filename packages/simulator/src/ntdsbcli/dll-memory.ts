import type { DsBlock, DsMemory } from '@dsbackup/ntdsbcli/native';
import type { ResourceLedger } from '../machine/resource-ledger.js';
import { type Attachment, encodeAttachments } from './attachment-list.js';
import { handles } from './handles.js';
import type { NtdsbcliVariants } from './ntdsbcli-variants.js';

/** The memory that the simulated DLL allocates and DsBackupFree takes back. */
export class DllMemory {
  readonly #resources: ResourceLedger;
  readonly #finalNul: boolean;

  constructor(resources: ResourceLedger, { lists }: NtdsbcliVariants) {
    this.#resources = resources;
    this.#finalNul = lists !== 'without-final-nul';
  }

  allocate(bytes: Uint8Array): DsBlock {
    return { pv: this.#resources.take(handles.memory) as DsMemory, bytes };
  }

  list(attachments: readonly Attachment[]): DsBlock {
    return this.allocate(encodeAttachments(attachments, this.#finalNul));
  }

  free(memory: DsMemory): void {
    this.#resources.giveBack(memory, handles.memory, 'DsBackupFree');
  }
}
