import type { WriterComponent, WriterMetadata } from '../../metadata/writer-metadata.js';
import type { BackupPlan, LeftOut, PlannedComponent } from '../../select/backup-plan.js';
import { componentPath } from '../../select/component-tree.js';
import { expandVariables } from '../../select/expand-variables.js';
import { FileExcludes } from '../../select/file-excludes.js';
import { writerExcludes } from '../../select/files-not-to-backup.js';
import { writerKey } from '../../select/writer-key.js';
import { ComponentDescriber } from './describe-component.js';
import type { PlanDocument, PlanExclude, PlanWriter } from './plan-document.js';
import type { PlanFacts } from './plan-facts.js';
import { mountPointFinder } from './plan-places.js';
import { VolumeTally } from './volume-tally.js';

/**
 * Says what a plan takes and what not, as data. The live driver's plans and those from saved documents are described
 * alike; see `planBackup`.
 */
export function describePlan(
  plan: BackupPlan,
  writers: readonly WriterMetadata[],
  facts: PlanFacts,
): PlanDocument {
  const expand = expandVariables(facts.variables ?? {});
  const tally = new VolumeTally(expand);
  const findMountPoint = mountPointFinder(facts.mountPoints ?? [], expand);
  const described = writers.map((writer): PlanWriter => {
    const excludes = new FileExcludes([...writerExcludes(writer), ...plan.filesNotToBackup], expand);
    const describer = new ComponentDescriber({ excludes, findMountPoint, tally, sizes: facts.sizes });
    return describeWriter(writer, { plan, describer, prefix: writerKey(writer, writers) });
  });
  const { preset, backupType, bootableSystemState, warnings } = plan;
  return {
    format: 'dsbackup-vss-plan',
    version: 1,
    preset,
    backupType,
    bootableSystemState,
    writers: described,
    volumes: tally.volumes(),
    bytes: tally.bytes(),
    excludes: plan.filesNotToBackup.map(excludeOf),
    warnings,
  };
}

interface DescribedWriter {
  readonly plan: BackupPlan;
  readonly describer: ComponentDescriber;
  /** What its components' keys begin with. */
  readonly prefix: string;
}

function describeWriter(writer: WriterMetadata, { plan, describer, prefix }: DescribedWriter): PlanWriter {
  const { instanceId, writerId, name, usage, contents } = writer;
  const chosen = new Map(
    plan.components
      .filter((planned) => planned.writer === writer)
      .map((planned) => [planned.component, planned]),
  );
  const leftOut = plan.leftOut.filter((out) => out.writer.instanceId === instanceId);
  const reasons = new Map(leftOut.map(({ component, reason }) => [component, reason]));
  const whole = reasons.get(undefined);
  const whyOut = (component: WriterComponent) =>
    whole ?? reasons.get(componentPath(component)) ?? 'its writer is out';
  return {
    instanceId,
    writerId,
    name,
    usage,
    takesPart: chosen.size > 0,
    reason: whole ?? whyWriter(chosen.values(), leftOut),
    components:
      contents?.components.map((component) =>
        describer.describe(component, {
          key: `${prefix}\\${componentPath(component)}`,
          planned: chosen.get(component),
          whyOut: whyOut(component),
        }),
      ) ?? null,
    excludes: writerExcludes(writer).map(excludeOf),
  };
}

function whyWriter(chosen: Iterable<PlannedComponent>, leftOut: readonly LeftOut[]): string {
  const components = [...chosen].length;
  if (components > 0)
    return `${components} of its ${components + leftOut.length} components are in the backup`;
  return leftOut.length === 0 ? 'it has no component' : 'none of its components is in the backup';
}

function excludeOf({ path, filespec, recursive, by }: PlanExclude): PlanExclude {
  return { path, filespec, recursive, by };
}
