import { headerVerifies } from '../checksum/seal-header.js';
import { EseError } from '../ese-error.js';
import { type EseFile, type FileSource, withEseFile } from '../file/ese-file.js';
import { headerKind } from '../file/header-kind.js';
import type { Finding } from '../finding.js';
import { CHECKPOINT_COPY_SIZE, type Checkpoint, decodeCheckpoint } from '../format/checkpoint.js';
import { FileType } from '../format/file-type.js';
import { JetError } from '../jet-error.js';

/** What a checkpoint file says. */
export interface CheckpointInspection {
  readonly path: string;
  /** In bytes. */
  readonly fileSize: number;
  /** From the first copy, or the second when the first is damaged. */
  readonly checkpoint: Checkpoint;
  readonly primaryGood: boolean;
  readonly shadowGood: boolean;
  readonly findings: readonly Finding<'PRIMARY_BAD' | 'SHADOW_BAD' | 'COPIES_DIFFER'>[];
}

/**
 * Reads both copies of a checkpoint (`edb.chk`); one good copy is enough. A checkpoint is only a hint where recovery may
 * begin: a set without one can still be recovered.
 *
 * @param source a path, or a handle open for reading, which stays open
 * @throws EseError `NOT_FOUND`, `ACCESS_DENIED`, `NOT_A_FILE`, `UNREADABLE`, `EMPTY`, `TRUNCATED`, `NOT_ESE`, `WRONG_FILE_TYPE`, `HEADER_DAMAGED`
 */
export async function inspectCheckpoint(source: FileSource): Promise<CheckpointInspection> {
  return withEseFile(source, async (file) => {
    const start = new Uint8Array(2 * CHECKPOINT_COPY_SIZE);
    const bytes = start.subarray(0, await file.read(start, 0));
    const primary = bytes.subarray(0, CHECKPOINT_COPY_SIZE);
    const shadow = bytes.subarray(CHECKPOINT_COPY_SIZE);
    const primaryGood = isCheckpoint(primary);
    const shadowGood = isCheckpoint(shadow);
    if (!primaryGood && !shadowGood) throw refusal(file, bytes);
    return {
      path: file.path,
      fileSize: file.size,
      checkpoint: decodeCheckpoint(primaryGood ? primary : shadow),
      primaryGood,
      shadowGood,
      findings: [
        ...(primaryGood ? [] : [copyFinding('PRIMARY_BAD', 'first')]),
        ...(shadowGood ? [] : [copyFinding('SHADOW_BAD', 'second')]),
        ...(primaryGood && shadowGood && !Buffer.from(primary).equals(shadow) ? [COPIES_DIFFER] : []),
      ],
    };
  });
}

/** A copy taken between the two writes looks so, and is as good as any: a checkpoint is only a hint. */
const COPIES_DIFFER = {
  code: 'COPIES_DIFFER',
  severity: 'note',
  message: 'The two copies of the checkpoint differ; both are whole.',
} as const;

function copyFinding<Code extends string>(code: Code, which: string): Finding<Code> {
  const message = `The ${which} copy of the checkpoint is damaged or missing; the other is whole.`;
  return { code, severity: 'warning', message };
}

function isCheckpoint(copy: Uint8Array): boolean {
  if (copy.byteLength < CHECKPOINT_COPY_SIZE || !headerVerifies(copy)) return false;
  return decodeCheckpoint(copy).fileType === FileType.Checkpoint;
}

function refusal({ path, size }: EseFile, bytes: Uint8Array): EseError {
  const kind = headerKind(bytes) ?? headerKind(bytes.subarray(CHECKPOINT_COPY_SIZE));
  if (kind === undefined)
    return new EseError(`${path} is not a checkpoint of ESE`, { code: 'NOT_ESE', path });
  if (kind !== 'checkpoint') {
    const message = `${path} is a ${kind.replace('-', ' ')} of ESE, not a checkpoint`;
    return new EseError(message, { code: 'WRONG_FILE_TYPE', path, jet: JetError.FileInvalidType });
  }
  if (size < CHECKPOINT_COPY_SIZE) {
    const message = `${path} ends within its checkpoint: it has only ${size} bytes`;
    return new EseError(message, { code: 'TRUNCATED', path, jet: JetError.CheckpointCorrupt });
  }
  const message = `${path}: neither copy of the checkpoint passes its checksum`;
  return new EseError(message, { code: 'HEADER_DAMAGED', path, jet: JetError.CheckpointCorrupt });
}
