import { DsBackupError } from '@dsbackup/session';
import type { WriterMetadata } from '../metadata/writer-metadata.js';
import { vssBackend } from '../vss-errors.js';
import type { BackupPlan, LeftOut, PlannedComponent } from './backup-plan.js';
import { type ComponentPreset, type PresetPart, presetTakesWriter } from './component-preset.js';
import { componentPath, selectWriterComponents } from './select-writer-components.js';

/**
 * Turns what the writers reported into a plan. Rejects with `WRITER_MISSING` when a part of the preset is kept by
 * no writer, or by one that names nothing to back up: a smaller backup is never made in its place.
 */
export function selectComponents(writers: readonly WriterMetadata[], preset: ComponentPreset): BackupPlan {
  const components: PlannedComponent[] = [];
  const leftOut: LeftOut[] = [];
  for (const writer of writers) {
    const { instanceId, writerId, name } = writer;
    const identity = { instanceId, writerId, name };
    if (!presetTakesWriter(preset, writerId)) {
      leftOut.push({ writer: identity, reason: `the preset ${preset.name} takes nothing of this writer` });
      continue;
    }
    const isNamesake = writers.some((other) => other !== writer && other.name === name);
    const prefix = isNamesake ? `${name} ${instanceId}` : name;
    const chosen = selectWriterComponents(writer.contents?.components ?? []);
    for (const { component, explicit, selection, reason } of chosen.included) {
      const key = `${prefix}\\${componentPath(component)}`;
      const explicitKey = `${prefix}\\${componentPath(explicit)}`;
      components.push({ key, writer, component, selection, explicitKey, reason });
    }
    for (const { component, reason } of chosen.leftOut) {
      leftOut.push({ writer: identity, component: componentPath(component), reason });
    }
  }
  for (const part of preset.parts) requirePart(part, { writers, components });
  const { name, backupType, bootableSystemState } = preset;
  return { preset: name, backupType, bootableSystemState, components, leftOut };
}

function requirePart(
  part: PresetPart,
  { writers, components }: { writers: readonly WriterMetadata[]; components: readonly PlannedComponent[] },
): void {
  const reporting = writers.filter(({ writerId }) => part.writerIds.includes(writerId));
  const isThere = components.some(
    ({ writer, component }) => reporting.includes(writer) && component[part.needs].length > 0,
  );
  if (isThere) return;
  const names = reporting.map(({ name }) => `"${name}"`).join(' and ');
  throw new DsBackupError({
    code: 'WRITER_MISSING',
    message:
      reporting.length === 0
        ? `No writer for ${part.what} reports on this machine (${part.writerIds.join(' or ')}).`
        : `The writer ${names} reports, but names no ${part.needs} to back up for ${part.what}.`,
    backend: vssBackend,
    hint: part.hint,
    scope: 'session',
  });
}
