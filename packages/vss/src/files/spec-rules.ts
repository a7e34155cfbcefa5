import type { LocatedPlan, LocatedSpec } from '../volumes/locate-plan.js';
import { type CompiledSpec, compileSpec } from './compile-spec.js';
import { foldCase } from './fold-case.js';
import { parentOf } from './join-windows-path.js';
import type { MatchesName } from './wildcard.js';

/** A spec of the plan, ready to be asked. */
export interface RuledSpec {
  readonly located: LocatedSpec;
  readonly compiled: CompiledSpec;
  readonly excludes: readonly CompiledSpec[];
  /** It records the folders that it walks: those of a file group that takes everything below. */
  readonly takesFolders: boolean;
}

/** What the plan says about the entries of one folder, for one spec. */
export interface FolderRules {
  /** The spec takes a file of this name, whoever else does. */
  takes(foldedName: string): boolean;
  /** The earlier spec that takes a file of this name, so that this one must not list it again. */
  takenBy(foldedName: string): RuledSpec | undefined;
}

/**
 * The plan's file specs as rules. A file that several specs name belongs to the first of them, in the order
 * databases, logs, others and then that of the writers. That is worked out from the specs alone, so that no
 * list of the files already given has to be kept.
 */
export class SpecRules {
  readonly specs: readonly RuledSpec[];

  constructor({ specs, excludes }: LocatedPlan) {
    const compiledExcludes = new Map(
      [...excludes].map(([instanceId, sets]) => [instanceId, sets.map(compileSpec)]),
    );
    this.specs = specs.map((located) => {
      const { spec, source, component, list } = located;
      const compiled = compileSpec({ ...spec, path: source.path });
      return {
        located,
        compiled,
        excludes: compiledExcludes.get(component.writer.instanceId) ?? [],
        takesFolders: list === 'others' && spec.recursive && compiled.takesEverything,
      };
    });
  }

  /** The rules for the files of one folder, worked out once per folder. */
  ofFolder(spec: RuledSpec, folder: string): FolderRules {
    const folded = foldCase(folder);
    const takes = takesInFolder(spec, folded);
    const earlier = this.#before(spec)
      .filter(({ compiled }) => compiled.coversFolder(folded))
      .map((other) => ({ other, takes: takesInFolder(other, folded) }));
    return {
      takes,
      takenBy: (name) => earlier.find((candidate) => candidate.takes(name))?.other,
    };
  }

  /** Whether the spec's own writer leaves out the one name that it is. */
  isLeftOut({ located, excludes }: RuledSpec): boolean {
    const folder = foldCase(located.source.path);
    const name = foldCase(located.spec.filespec);
    return excludes.some((exclude) => exclude.coversFolder(folder) && exclude.takesName(name));
  }

  /** Whether an earlier spec records this folder. */
  isFolderTaken(spec: RuledSpec, folder: string): boolean {
    const folded = foldCase(folder);
    return this.#before(spec).some(
      (other) =>
        other.takesFolders && other.compiled.coversFolder(folded) && !isFolderExcluded(other, folded),
    );
  }

  /** Whether the spec goes on below a folder: it does, unless its writer leaves out everything there. */
  descends(spec: RuledSpec, folder: string): boolean {
    const folded = foldCase(folder);
    return (
      spec.located.spec.recursive &&
      !spec.excludes.some((exclude) => exclude.takesEverything && exclude.coversFolder(folded))
    );
  }

  #before(spec: RuledSpec): readonly RuledSpec[] {
    return this.specs.slice(0, this.specs.indexOf(spec));
  }
}

function takesInFolder({ compiled, excludes }: RuledSpec, foldedFolder: string): MatchesName {
  const here = excludes.filter((exclude) => exclude.coversFolder(foldedFolder));
  return (name) => compiled.takesName(name) && !here.some((exclude) => exclude.takesName(name));
}

/** A folder is excluded by name, as a file in its parent would be; the root of its own spec never is. */
function isFolderExcluded({ located, excludes }: RuledSpec, foldedFolder: string): boolean {
  if (foldCase(located.source.path) === foldedFolder) return false;
  const parent = parentOf(foldedFolder);
  const name = foldedFolder.slice(foldedFolder.lastIndexOf('\\') + 1);
  return excludes.some((exclude) => exclude.coversFolder(parent) && exclude.takesName(name));
}
