import { DsBackupError } from '@dsbackup/session';
import type { WriterMetadata } from '../metadata/writer-metadata.js';
import type { VSS_ID } from '../native/hresult.js';
import { vssBackend } from '../vss-errors.js';
import type { PlannedComponent } from './backup-plan.js';
import type { PresetPart } from './component-preset.js';
import { expandVariables } from './expand-variables.js';
import { FileExcludes } from './file-excludes.js';
import { type ExcludedFiles, writerExcludes } from './files-not-to-backup.js';
import type { SelectionFacts } from './selection-facts.js';
import { sysvolKeeper } from './sysvol-keeper.js';
import { dfsrWriterClass, frsWriterClass } from './writer-classes.js';

/** What was found, to be held to a preset's parts. */
export interface Found {
  readonly writers: readonly WriterMetadata[];
  readonly components: readonly PlannedComponent[];
  readonly facts: SelectionFacts;
  readonly filesNotToBackup: readonly ExcludedFiles[];
}

/**
 * Throws `WRITER_MISSING` unless a part is named by the writers that must name it: a smaller backup is never made in
 * its place. Answers what is worth a warning.
 */
export function requirePart(part: PresetPart, found: Found): string[] {
  const warnings: string[] = [];
  const isNeeded =
    part.needed === 'always' ||
    (part.needed === 'on-domain-controllers' && found.facts.isDomainController === true);
  const { groups, reason } = groupsOf(part, found);
  if (reason !== undefined && groups.length > 1) warnings.push(`${part.what}: ${reason}.`);
  for (const writerIds of groups) {
    if (isNamed(part, writerIds, found)) continue;
    const error = partMissing(part, { writerIds, reason, found });
    if (isNeeded) throw error;
    if (part.needed === 'if-it-reports') warnings.push(error.message);
  }
  return warnings;
}

function groupsOf(
  part: PresetPart,
  { writers, facts }: Found,
): { readonly groups: readonly (readonly VSS_ID[])[]; readonly reason?: string } {
  const isSysvol = part.writerIds.includes(dfsrWriterClass) && part.writerIds.includes(frsWriterClass);
  if (!isSysvol || facts.sysvol === undefined) return { groups: [part.writerIds] };
  return sysvolKeeper(
    facts.sysvol,
    writers.some(({ writerId }) => writerId === frsWriterClass),
  );
}

/** Whether one of the writers names what the part needs, and nothing leaves all of it out. */
function isNamed(part: PresetPart, writerIds: readonly VSS_ID[], found: Found): boolean {
  const expand = expandVariables(found.facts.variables ?? {});
  return found.writers
    .filter(({ writerId }) => writerIds.includes(writerId))
    .some((keeper) => {
      const excludes = new FileExcludes([...writerExcludes(keeper), ...found.filesNotToBackup], expand);
      return found.components.some(
        ({ writer, component }) =>
          writer === keeper && component[part.needs].some((spec) => excludes.whole(spec) === undefined),
      );
    });
}

function partMissing(
  part: PresetPart,
  missing: {
    readonly writerIds: readonly VSS_ID[];
    readonly reason: string | undefined;
    readonly found: Found;
  },
): DsBackupError {
  const { writerIds, reason, found } = missing;
  const reporting = found.writers.filter(({ writerId }) => writerIds.includes(writerId));
  const names = reporting.map(({ name }) => `"${name}"`).join(' and ');
  const known = reason === undefined ? '' : ` (${reason})`;
  return new DsBackupError({
    code: 'WRITER_MISSING',
    message:
      reporting.length === 0
        ? `No writer for ${part.what}${known} reports on this machine (${writerIds.join(' or ')}).`
        : `The writer ${names} reports, but names no ${part.needs} to back up, or leaves all of them out, for ${part.what}${known}.`,
    backend: vssBackend,
    hint: part.hint,
    scope: 'session',
  });
}
