import type { ShadowEntry, ShadowFileSystem } from '../native/shadow-file-system.js';
import { joinWindowsPath } from './join-windows-path.js';

/** A folder to be walked: the same place by its three names. */
export interface WalkedFolder {
  /** Where it is on the running system. */
  readonly source: string;
  /** Where a restore puts it. */
  readonly path: string;
  /** Where it is in the shadow copy. */
  readonly devicePath: string;
}

/** An entry that was met, in its folder. */
export interface WalkedEntry {
  readonly folder: WalkedFolder;
  readonly entry: ShadowEntry;
}

/** How to walk. */
export interface WalkOptions {
  /** Whether to go into a subfolder. Never asked of a reparse point: none is followed. */
  descend(folder: WalkedFolder): boolean;
  /** Turns a failure to list a folder into what is thrown. */
  failed(folder: WalkedFolder, cause: unknown): Promise<unknown>;
}

interface Level {
  readonly folder: WalkedFolder;
  readonly entries: AsyncIterator<ShadowEntry>;
}

/** The name of an entry, as a place below its folder. */
export function below(folder: WalkedFolder, name: string): WalkedFolder {
  return {
    source: joinWindowsPath(folder.source, name),
    path: joinWindowsPath(folder.path, name),
    devicePath: joinWindowsPath(folder.devicePath, name),
  };
}

/**
 * Streams what lies in a folder and, where asked, below it. Holds one open listing per level of depth and nothing
 * else, however many entries there are. An early `return` closes them all.
 */
export async function* walkFolder(
  files: ShadowFileSystem,
  root: WalkedFolder,
  { descend, failed }: WalkOptions,
): AsyncGenerator<WalkedEntry> {
  const levels: Level[] = [];
  const enter = (folder: WalkedFolder) =>
    levels.push({ folder, entries: files.list(folder.devicePath)[Symbol.asyncIterator]() });
  enter(root);
  try {
    for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
      const { folder, entries } = level;
      const step = await entries.next().catch(async (cause: unknown) => {
        throw await failed(folder, cause);
      });
      if (step.done === true) {
        levels.pop();
        continue;
      }
      const entry = step.value;
      yield { folder, entry };
      if (entry.kind !== 'directory') continue;
      const subfolder = below(folder, entry.name);
      if (descend(subfolder)) enter(subfolder);
    }
  } finally {
    for (const { entries } of levels.reverse()) await entries.return?.();
  }
}
