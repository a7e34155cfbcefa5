import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { DsBackupError, isSystemError } from '@dsbackup/session';
import { diskError } from '../disk/disk-error.js';
import { readSmallFile } from '../disk/read-small-file.js';
import { writeDurableFile } from '../disk/write-durable-file.js';
import { type Manifest, manifestSchema } from './manifest.js';
import { setLayout } from './set-layout.js';
import { setLimits } from './set-limits.js';

/**
 * Writes `manifest.json` and its sum into `folder` and makes both durable.
 *
 * The sum beside the manifest tells of every changed byte of it by accident. It doesn't tell of malice: whoever
 * can change the manifest can change the sum. That is a seal's work.
 */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const bytes = Buffer.from(`${JSON.stringify(manifestSchema.parse(manifest), undefined, 2)}\n`);
  if (bytes.length > setLimits.manifestBytes) {
    throw new DsBackupError({
      code: 'INVALID_ARGUMENT',
      message: `The manifest would be ${bytes.length} bytes long; a set allows ${setLimits.manifestBytes}.`,
    });
  }
  await writeDurableFile(join(folder, setLayout.manifestSum), Buffer.from(sumLine(bytes)));
  await writeDurableFile(join(folder, setLayout.manifest), bytes);
}

/**
 * Reads and checks the `manifest.json` of `folder`; trusts nothing in it. Rejects with `SET_MISSING` if there is no set,
 * `SET_INVALID` if it isn't a manifest, `SET_DAMAGED` if it isn't what was written or was lost, `SET_UNREADABLE`.
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, setLayout.manifest);
  const bytes = await readPart(path, setLimits.manifestBytes, async () =>
    (await hasOtherParts(folder)) ? 'SET_DAMAGED' : 'SET_MISSING',
  );
  const manifest = parseManifest(path, bytes);
  const sum = await readPart(join(folder, setLayout.manifestSum), 4096, async () => 'SET_DAMAGED');
  if (Buffer.from(sum).toString('latin1') === sumLine(bytes)) return manifest;
  throw new DsBackupError({
    code: 'SET_DAMAGED',
    message: `${path} is not what ${setLayout.manifestSum} beside it was made for: one of the two was changed.`,
  });
}

/** Whether what stands beside every manifest is there, so that a set is what the folder was. */
async function hasOtherParts(folder: string): Promise<boolean> {
  const parts = [setLayout.manifestSum, setLayout.fileLines].map((part) => access(join(folder, part)));
  return (await Promise.allSettled(parts)).some(({ status }) => status === 'fulfilled');
}

function parseManifest(path: string, bytes: Uint8Array): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new DsBackupError({ code: 'SET_INVALID', message: `${path} is no JSON.`, cause });
  }
  const checked = manifestSchema.safeParse(value);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const where = issue?.path.join('.') || 'the whole';
  throw new DsBackupError({
    code: 'SET_INVALID',
    message: `${path} is no manifest that this version reads: ${where}: ${issue?.message ?? 'not valid'}.`,
    cause: checked.error,
  });
}

async function readPart(
  path: string,
  limit: number,
  codeIfMissing: () => Promise<'SET_MISSING' | 'SET_DAMAGED'>,
): Promise<Uint8Array> {
  try {
    return await readSmallFile(path, limit);
  } catch (error) {
    const code = isSystemError(error, 'ENOENT', 'ENOTDIR') ? await codeIfMissing() : unreadableCode(error);
    throw diskError(error, { doing: 'could not read', path, code });
  }
}

/** A link where a file must be is no damage of the disk's. */
function unreadableCode(error: unknown): 'SET_INVALID' | 'SET_UNREADABLE' {
  return isSystemError(error, 'ELOOP', 'EISDIR') ? 'SET_INVALID' : 'SET_UNREADABLE';
}

/** One line in the form of coreutils. */
function sumLine(bytes: Uint8Array): string {
  return `${createHash('sha256').update(bytes).digest('hex')}  ${setLayout.manifest}\n`;
}
