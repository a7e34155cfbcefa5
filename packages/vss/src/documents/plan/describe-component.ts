import type { FileSpec, WriterComponent } from '../../metadata/writer-metadata.js';
import type { PlannedComponent } from '../../select/backup-plan.js';
import type { FileExcludes } from '../../select/file-excludes.js';
import { fileSpecKey } from './file-spec-key.js';
import type { PlanComponent, PlanFileSpec } from './plan-document.js';
import type { FindMountPoint } from './plan-places.js';
import { sum, type VolumeTally } from './volume-tally.js';

/** What describing one writer's components stands on. */
export interface DescriberInput {
  readonly excludes: FileExcludes;
  readonly findMountPoint: FindMountPoint;
  readonly tally: VolumeTally;
  readonly sizes: ReadonlyMap<string, number> | undefined;
}

/** What was decided of a component. */
export interface ComponentDecision {
  readonly key: string;
  /** Absent for one that is out. */
  readonly planned: PlannedComponent | undefined;
  /** Why it is out, if it is. */
  readonly whyOut: string;
}

/** Describes the components of one writer. */
export class ComponentDescriber {
  readonly #input: DescriberInput;

  constructor(input: DescriberInput) {
    this.#input = input;
  }

  describe(component: WriterComponent, { key, planned, whyOut }: ComponentDecision): PlanComponent {
    const { type, logicalPath, name, selectable, flags, databases, logs, files } = component;
    const isIn = planned !== undefined;
    const of = (list: PlanFileSpec['list'], specs: readonly FileSpec[]) =>
      specs.map((spec) => this.#fileSpec(list, spec, isIn));
    const fileSpecs = [...of('databases', databases), ...of('logs', logs), ...of('others', files)];
    const taken = fileSpecs.filter((spec) => spec.isIn);
    const volumes = new Set(taken.map(({ volume }) => volume));
    return {
      key,
      type,
      logicalPath,
      name,
      selectable,
      flags,
      verdict: planned?.selection ?? 'out',
      explicitKey: planned?.explicitKey ?? null,
      reason: planned?.reason ?? whyOut,
      volumes: volumes.has(null) ? null : [...volumes].filter((volume) => volume !== null).sort(),
      bytes: taken.reduce<number | null>((total, { bytes }) => sum(total, bytes), 0),
      fileSpecCount: fileSpecs.length,
      fileSpecs,
    };
  }

  #fileSpec(list: PlanFileSpec['list'], spec: FileSpec, isComponentIn: boolean): PlanFileSpec {
    const { excludes, findMountPoint, tally, sizes } = this.#input;
    const { path, filespec, recursive, alternateLocation } = spec;
    const mountPoint = findMountPoint(alternateLocation ?? path);
    const bytes = sizes?.get(fileSpecKey(spec)) ?? null;
    const excluded = isComponentIn ? excludes.whole(spec) : undefined;
    const isIn = isComponentIn && excluded === undefined;
    if (isIn) tally.add(spec, mountPoint, bytes);
    const whyIn = excludes.touches(spec)
      ? 'its component is in the backup; some of it may be left out by name'
      : 'its component is in the backup';
    const whyOut =
      excluded === undefined
        ? 'its component is not in the backup'
        : `left out by ${excluded.by}: ${excluded.path}\\${excluded.filespec}${excluded.recursive ? ' and below' : ''}`;
    return {
      list,
      path,
      filespec,
      recursive,
      alternateLocation,
      isIn,
      reason: isIn ? whyIn : whyOut,
      volume: mountPoint?.volume ?? null,
      bytes,
    };
  }
}
