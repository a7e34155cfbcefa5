/** How far a long job is. `total` is absent where nobody can know it yet. */
export interface Advance {
  readonly done: number;
  readonly total?: number | undefined;
  readonly subject?: string | undefined;
}
