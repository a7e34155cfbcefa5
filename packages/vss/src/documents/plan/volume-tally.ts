import { foldCase } from '../../files/fold-case.js';
import type { FileSpec } from '../../metadata/writer-metadata.js';
import type { ExpandPath } from '../../select/expand-variables.js';
import { fileSpecKey } from './file-spec-key.js';
import type { PlanVolume } from './plan-document.js';
import type { MountPoint } from './plan-places.js';

/** Adds up what each volume has in a backup. A set of files that several components name counts once. */
export class VolumeTally {
  readonly #expand: ExpandPath;
  readonly #seen = new Set<string>();
  readonly #volumes = new Map<string, { mountPoints: Map<string, string>; bytes: number | null }>();
  #bytes: number | null = 0;

  constructor(expand: ExpandPath) {
    this.#expand = expand;
  }

  add(spec: FileSpec, mountPoint: MountPoint | undefined, bytes: number | null): void {
    const key = fileSpecKey({ ...spec, path: this.#expand(spec.alternateLocation ?? spec.path) });
    const more = this.#seen.has(key) ? 0 : bytes;
    this.#seen.add(key);
    this.#bytes = sum(this.#bytes, more);
    if (mountPoint === undefined) return;
    const { volume, path } = mountPoint;
    const known = this.#volumes.get(volume) ?? { mountPoints: new Map<string, string>(), bytes: 0 };
    known.mountPoints.set(foldCase(path), path);
    known.bytes = sum(known.bytes, more);
    this.#volumes.set(volume, known);
  }

  /** What all file specs name together; null where a size is not known. */
  bytes(): number | null {
    return this.#bytes;
  }

  /** The volumes, in the order of their names. */
  volumes(): PlanVolume[] {
    return [...this.#volumes]
      .map(([volume, { mountPoints, bytes }]) => ({
        volume,
        mountPoints: [...mountPoints.values()].sort(),
        bytes,
      }))
      .sort((one, other) => (one.volume < other.volume ? -1 : 1));
  }
}

/** A sum of which one part is not known is not known. */
export function sum(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}
