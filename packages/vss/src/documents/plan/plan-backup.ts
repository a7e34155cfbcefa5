import type { WriterMetadata } from '../../metadata/writer-metadata.js';
import type { ComponentPreset } from '../../select/component-preset.js';
import { selectComponents } from '../../select/select-components.js';
import { describePlan } from './describe-plan.js';
import type { PlanDocument } from './plan-document.js';
import type { PlanFacts } from './plan-facts.js';

/**
 * Plans a backup from what writers reported, live or read from their saved documents, without a shadow copy and on any
 * operating system. A pure function of its arguments.
 *
 * Throws what `selectComponents` does: a `DsBackupError` `WRITER_MISSING`, `WRITER_FAILED` or `INVALID_ARGUMENT`.
 */
export function planBackup(
  writers: readonly WriterMetadata[],
  preset: ComponentPreset,
  facts: PlanFacts = {},
): PlanDocument {
  return describePlan(selectComponents(writers, preset, facts), writers, facts);
}
