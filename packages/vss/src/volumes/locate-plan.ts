import type { DriverControl, FileList } from '@dsbackup/session';
import type { FileSet } from '../files/compile-spec.js';
import type { FileSpec } from '../metadata/writer-metadata.js';
import type { Kernel32Api } from '../native/kernel32-api.js';
import type { BackupPlan, PlannedComponent } from '../select/backup-plan.js';
import type { ExcludedFiles } from '../select/files-not-to-backup.js';
import { expandPath, type Location, locate } from './location.js';

/** A file spec with the place it stands for on this machine. */
export interface LocatedSpec {
  readonly list: FileList;
  readonly component: PlannedComponent;
  readonly spec: FileSpec;
  /** Where its files belong: the folder that a restore puts them in. */
  readonly path: string;
  /** Where they are read. Differs from `path` only if the writer names an alternate location. */
  readonly source: Location;
}

/** What a writer leaves out, with its variables expanded. */
export interface LocatedExclude {
  readonly path: string;
  readonly filespec: string;
  readonly recursive: boolean;
}

/** A plan with its places. */
export interface LocatedPlan {
  /** Databases first, then logs, then the rest: a file that several name belongs to the first. */
  readonly specs: readonly LocatedSpec[];
  /** By the writer's instance id. */
  readonly excludes: ReadonlyMap<string, readonly LocatedExclude[]>;
  /** The volumes that must be in the one snapshot set. */
  readonly volumeNames: readonly string[];
}

/** Finds every place that a plan names, asking Windows once for each. */
export async function locatePlan(
  control: DriverControl,
  kernel32: Kernel32Api,
  plan: BackupPlan,
): Promise<LocatedPlan> {
  const locations = new Map<string, Location>();
  const locateOnce = async (rawPath: string) => {
    const known = locations.get(rawPath);
    if (known !== undefined) return known;
    const location = await locate(control, kernel32, await expandPath(control, kernel32, rawPath));
    locations.set(rawPath, location);
    return location;
  };
  const specs: LocatedSpec[] = [];
  for (const { list, component, spec } of plannedSpecs(plan)) {
    const source = await locateOnce(spec.alternateLocation ?? spec.path);
    const path =
      spec.alternateLocation === null ? source.path : await expandPath(control, kernel32, spec.path);
    specs.push({ list, component, spec, path, source });
  }
  const locateExcludes = async (sets: readonly FileSet[]) => {
    const located: LocatedExclude[] = [];
    for (const { path, filespec, recursive } of sets) {
      located.push({ path: await expandPath(control, kernel32, path), filespec, recursive });
    }
    return located;
  };
  const mountPoints = [...new Set(specs.map(({ source }) => source.mountPoint))];
  const ofRegistry = await locateExcludes(onEveryVolume(plan.filesNotToBackup, mountPoints));
  const excludes = new Map<string, LocatedExclude[]>();
  for (const { writer } of plan.components) {
    if (excludes.has(writer.instanceId)) continue;
    const ofWriter = await locateExcludes(writer.contents?.excludes ?? []);
    excludes.set(writer.instanceId, [...ofWriter, ...ofRegistry]);
  }
  return { specs, excludes, volumeNames: [...new Set(specs.map(({ source }) => source.volumeName))] };
}

/** What the registry names by a path without a drive is meant on each of the volumes. */
function onEveryVolume(sets: readonly ExcludedFiles[], mountPoints: readonly string[]): readonly FileSet[] {
  return sets.flatMap((set) =>
    /^\\(?!\\)/.test(set.path)
      ? mountPoints.map((mountPoint) => ({ ...set, path: `${mountPoint}${set.path.slice(1)}` }))
      : [set],
  );
}

function plannedSpecs(plan: BackupPlan): Omit<LocatedSpec, 'path' | 'source'>[] {
  const of = (list: FileList, kind: 'databases' | 'logs' | 'files') =>
    plan.components.flatMap((component) =>
      component.component[kind].map((spec) => ({ list, component, spec })),
    );
  return [...of('databases', 'databases'), ...of('logs', 'logs'), ...of('others', 'files')];
}
