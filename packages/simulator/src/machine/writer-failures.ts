/** Where in a backup a writer can fail. One that fails at Identify does not appear at all. */
export type WriterPhase = 'Identify' | 'PrepareForBackup' | 'DoSnapshotSet' | 'BackupComplete';

/** How a writer is to fail. */
export interface WriterFailure {
  readonly phase: WriterPhase;
  /** VSS_WRITER_STATE, such as 9, VSS_WS_FAILED_AT_FREEZE. */
  readonly state: number;
  /** What GetWriterStatus answers as the reason, such as 0x800423F3, VSS_E_WRITERERROR_RETRYABLE. */
  readonly hr: number;
}

/** The writers that are going to fail. Each failure happens in one backup. */
export class WriterFailures {
  readonly #failures: { readonly writer: string; readonly failure: WriterFailure }[] = [];

  /** @param writer its name or id, in any case */
  add(writer: string, failure: WriterFailure): void {
    this.#failures.push({ writer: writer.toLowerCase(), failure });
  }

  /** The failure of a writer that falls due in a phase. */
  take(
    writer: { readonly name: string; readonly writerId: string },
    phase: WriterPhase,
  ): WriterFailure | undefined {
    const names = [writer.name.toLowerCase(), writer.writerId.toLowerCase()];
    const index = this.#failures.findIndex(
      ({ writer: name, failure }) => names.includes(name) && failure.phase === phase,
    );
    return index < 0 ? undefined : this.#failures.splice(index, 1)[0]?.failure;
  }
}
