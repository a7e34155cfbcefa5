import type { BackupFile, DriverControl, FileKind } from '@dsbackup/session';
import type { ShadowEntry, ShadowFileSystem } from '../native/shadow-file-system.js';
import type { ShadowVolume } from '../volumes/shadow-volume.js';
import { findFolder } from './find-folder.js';
import { foldCase } from './fold-case.js';
import { parentOf } from './join-windows-path.js';
import { shadowFileError } from './shadow-file-error.js';
import type { FolderRules, RuledSpec, SpecRules } from './spec-rules.js';
import { below, type WalkedFolder, walkFolder } from './walk-folder.js';

/** A file of the backup, with the place where it is read. */
export interface ListedFile {
  readonly file: BackupFile;
  readonly devicePath: string;
  readonly volume: ShadowVolume;
}

/** What came up in a spec. */
export type SpecFinding =
  | ({ readonly kind: 'listed' } & ListedFile)
  /** A reparse point that the spec's own path leads through, so that nothing behind it is found. */
  | ({ readonly kind: 'on-the-way' } & ListedFile)
  /** A file that this spec names too, but that an earlier one has listed. */
  | { readonly kind: 'taken'; readonly by: RuledSpec }
  /** The folder that the spec names, or what its path leads through, is not there. */
  | { readonly kind: 'no-folder' };

/** What a spec is listed in. */
export interface SpecPlace {
  readonly files: ShadowFileSystem;
  readonly rules: SpecRules;
  readonly volume: ShadowVolume;
}

/**
 * Streams what one spec finds in the shadow copy. Folders and reparse points are recorded, with their access
 * lists and targets; a reparse point is never followed, since the junctions of SYSVOL have absolute targets
 * outside the copy.
 */
export async function* listSpec(
  control: DriverControl,
  spec: RuledSpec,
  place: SpecPlace,
): AsyncGenerator<SpecFinding> {
  const { files, rules, volume } = place;
  const { source, path } = spec.located;
  const fail = (folder: string, call: string) => (cause: unknown) =>
    shadowFileError(files, { call, path: folder, device: volume.device, scope: 'session', cause });
  const found = await findFolder(files, source, volume).catch(async (cause: unknown) => {
    throw await fail(source.path, 'GetFileInformationByHandle')(cause);
  });
  if (found.kind === 'none') {
    yield { kind: 'no-folder' };
    return;
  }
  if (found.kind === 'reparse-point') {
    yield onTheWay(spec, rules, { ...found, volume });
    return;
  }
  const root: WalkedFolder = { source: source.path, path, devicePath: found.devicePath };
  if (spec.takesFolders && !rules.isFolderTaken(spec, root.source)) {
    yield listed(spec, { ...root, entry: found.entry }, volume);
  }
  const rulesOf = memoryOfOne((folder: WalkedFolder) => rules.ofFolder(spec, folder.source));
  const entries = walkFolder(files, root, {
    descend: (folder) => rules.descends(spec, folder.source),
    failed: (folder, cause) => fail(folder.source, 'NtQueryDirectoryFile')(cause),
  });
  for await (const { folder, entry } of entries) {
    control.signal.throwIfAborted();
    const finding = judge({ spec, rules, folderRules: rulesOf(folder) }, below(folder, entry.name), entry);
    if (finding === 'listed') yield listed(spec, { ...below(folder, entry.name), entry }, volume);
    else if (finding !== 'not named') yield { kind: 'taken', by: finding };
  }
}

/** It stands for all that the spec would have named, unless an earlier spec lists it where it lies. */
function onTheWay(
  spec: RuledSpec,
  rules: SpecRules,
  { volume, ...found }: { path: string; devicePath: string; entry: ShadowEntry; volume: ShadowVolume },
): SpecFinding {
  const by = rules.ofFolder(spec, parentOf(found.path)).takenBy(foldCase(found.entry.name));
  return by === undefined ? { ...listed(spec, found, volume), kind: 'on-the-way' } : { kind: 'taken', by };
}

interface Judging {
  readonly spec: RuledSpec;
  readonly rules: SpecRules;
  readonly folderRules: FolderRules;
}

function judge(
  { spec, rules, folderRules }: Judging,
  at: WalkedFolder,
  entry: ShadowEntry,
): 'listed' | 'not named' | RuledSpec {
  const name = foldCase(entry.name);
  if (!folderRules.takes(name)) return 'not named';
  if (entry.kind !== 'directory') return folderRules.takenBy(name) ?? 'listed';
  return spec.takesFolders && !rules.isFolderTaken(spec, at.source) ? 'listed' : 'not named';
}

function listed(
  { located }: RuledSpec,
  { path, devicePath, entry }: Pick<WalkedFolder, 'path' | 'devicePath'> & { readonly entry: ShadowEntry },
  volume: ShadowVolume,
): { readonly kind: 'listed' } & ListedFile {
  const { created, modified, attributes, securityDescriptor, reparseTarget } = entry;
  const file: BackupFile = {
    path,
    list: located.list,
    kind: kindOf(located.list, entry),
    component: located.component.key,
    created,
    modified,
    attributes,
    ...(entry.kind === 'file' ? { size: entry.size } : {}),
    ...(securityDescriptor === undefined ? {} : { securityDescriptor }),
    ...(reparseTarget === undefined ? {} : { reparseTarget }),
  };
  return { kind: 'listed', file, devicePath, volume };
}

/** An ESE checkpoint is named among the logs; it is known by its extension. */
function kindOf(list: BackupFile['list'], { kind, name }: ShadowEntry): FileKind {
  if (kind !== 'file') return kind;
  if (list === 'databases') return 'database';
  if (list === 'others') return 'file';
  return foldCase(name).endsWith('.CHK') ? 'checkpoint' : 'log';
}

/** Remembers the last answer: entries come folder by folder. */
function memoryOfOne<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  let last: { readonly key: Key; readonly value: Value } | undefined;
  return (key) => {
    if (last === undefined || last.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}
