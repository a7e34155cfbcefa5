import {
  BFT_CHECKPOINT_DIR,
  BFT_LOG,
  BFT_LOG_DIR,
  BFT_NTDS_DATABASE,
  BFT_PATCH_FILE,
  BFT_UNKNOWN,
} from '@dsbackup/ntdsbcli/native';
import type { BackupFile, RestoreLocations } from '@dsbackup/session';

/** A list as the DLL gives it, and its size. */
export interface AttachmentText {
  /** Entries of a type character (`BFT_*`) and a path, each ended by a NUL, and one more NUL at the end. */
  readonly text: string;
  /** Bytes of it as UTF-16, as the DLL counts: twice its characters. */
  readonly bytes: number;
}

/** One entry of a list. */
export interface AttachmentEntry {
  /** The type, one of `BFT_*`. */
  readonly bft: number;
  /** What follows it: what DsBackupOpenFile takes, or a folder. */
  readonly name: string;
}

/** Reads a list: in C, the loop that steps from NUL to NUL. */
export function parseAttachmentInfo(list: string): AttachmentEntry[] {
  return list
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => ({ bft: entry.charCodeAt(0), name: entry.slice(1) }));
}

/** The list of these entries. */
export function attachmentText(entries: readonly AttachmentEntry[]): AttachmentText {
  const text = `${entries.map(({ bft, name }) => `${String.fromCharCode(bft)}${name}\0`).join('')}\0`;
  return { text, bytes: text.length * 2 };
}

/** The entries of a session's files, in their order. */
export function fileEntries(files: readonly BackupFile[]): AttachmentEntry[] {
  return files.map((file) => ({ bft: typeOf(file), name: file.path }));
}

/** The entries of what a restore's Windows answers to the question for locations. */
export function locationEntries(locations: RestoreLocations): AttachmentEntry[] {
  const { databases, logDirectory, checkpointDirectory } = locations;
  const directory = (bft: number, name: string | undefined) => (name === undefined ? [] : [{ bft, name }]);
  return [
    ...databases.map(({ path }) => ({ bft: BFT_NTDS_DATABASE, name: path })),
    ...directory(BFT_LOG_DIR, logDirectory),
    ...directory(BFT_CHECKPOINT_DIR, checkpointDirectory),
  ];
}

/**
 * The type that the DLL itself gave, or that it would give. VSS lists the checkpoint file with the logs, which the DLL never
 * lists: it comes as a log, whose directory is where it belongs, so that programs that know no other types back it up.
 */
function typeOf({ attachmentType, kind }: BackupFile): number {
  if (attachmentType !== undefined) return attachmentType;
  if (kind === 'database') return BFT_NTDS_DATABASE;
  if (kind === 'log' || kind === 'checkpoint') return BFT_LOG;
  return kind === 'patch' ? BFT_PATCH_FILE : BFT_UNKNOWN;
}
