const KiB = 1024;
const MiB = 1024 * KiB;

/** Bounds of the format. A reader refuses what is beyond them before it spends memory on it. */
export const setLimits = {
  /** Bytes of `manifest.json`. */
  manifestBytes: 8 * MiB,
  /** Bytes of one line of `files.ndjson`; room for the longest security descriptor (64 KiB of binary, as text). */
  lineBytes: MiB,
  /** A file of this many bytes or more is stored by itself. */
  packedFileBytes: MiB,
  /** A pack that has reached this many bytes is closed and the next one begun. */
  packBytes: 64 * MiB,
  /** Bytes of one document. */
  documentBytes: 256 * MiB,
  /** Documents of a set. */
  documents: 1000,
  /** Components that a manifest tells of. */
  components: 10_000,
  /** Warnings that a manifest keeps, and characters of each. */
  warnings: 1000,
  warningLength: 4000,
} as const;
