import { join } from 'node:path';
import type { BackupFile, IBackupSession } from '@dsbackup/session';
import { TargetFile } from '../disk/target-file.js';
import type { Digest } from '../format/digest-schema.js';
import type { FileLine } from '../format/file-line.js';
import type { SetTotals } from '../format/manifest.js';
import { setLayout } from '../format/set-layout.js';
import { SetTally } from '../format/set-tally.js';
import { ProgressMeter } from '../progress-meter.js';
import { ContentStore, type StoredFate } from './content-store.js';
import { HashedSink } from './hashed-sink.js';
import { judgeSource } from './judge-source.js';
import { LineWriter } from './line-writer.js';
import { PackWriter } from './pack-writer.js';
import { SourceCheck } from './source-check.js';
import type { WriteSetOptions } from './write-set-options.js';

/** What was stored, all of it durable but for the names of the folders. */
export interface StoredFiles {
  readonly fileLines: Digest & { readonly lines: number };
  readonly totals: SetTotals;
  /** What is wrong with the source, where it was to be kept all the same. */
  readonly damage: readonly string[];
}

const lineChunk = 256 * 1024;

/**
 * Reads every file of the session to its end and stores it in the set at `folder`, a line for each, and looks into
 * databases and logs. Rejects as `judgeSource` throws if they are damaged.
 */
export async function storeFiles(
  session: IBackupSession,
  folder: string,
  options: WriteSetOptions,
): Promise<StoredFiles> {
  const { signal, onUnreadable = 'skip' } = options;
  const meter = new ProgressMeter('write', options.onProgress);
  const tally = new SetTally();
  const lines = new LineWriter(
    new HashedSink(await TargetFile.create(join(folder, setLayout.fileLines)), lineChunk),
  );
  const packs = new PackWriter(folder, async (line) => {
    tally.addPack(line);
    await lines.write(line);
  });
  const store = new ContentStore({ session, folder, packs, meter, signal, onUnreadable });
  const source = new SourceCheck({ folder, signal });
  try {
    for await (const file of session.files({ signal })) {
      const hasBytes = file.kind !== 'directory' && file.kind !== 'reparse-point';
      const line = await fileLine(file, hasBytes ? await store.store(file) : {}, lines);
      tally.addFile(line);
      await lines.writeFile(line);
      await source.check(line);
    }
    await packs.finish();
    const damage = judgeSource(source.finish(), options);
    return { fileLines: await lines.finish(), totals: tally.totals(), damage };
  } catch (error) {
    await packs.discard();
    await lines.discard();
    throw error;
  }
}

/** A file's line: what the backend said of it, its security descriptor by number, and what became of it. */
async function fileLine(file: BackupFile, fate: StoredFate, lines: LineWriter): Promise<FileLine> {
  const descriptor =
    file.securityDescriptor === undefined ? undefined : await lines.descriptorId(file.securityDescriptor);
  return {
    path: file.path,
    list: file.list,
    kind: file.kind,
    component: file.component,
    attachmentType: file.attachmentType,
    created: file.created,
    modified: file.modified,
    attributes: file.attributes,
    securityDescriptor: descriptor,
    reparseTarget: file.reparseTarget,
    ...fate,
  };
}
