/** The one reference to a COM object that a wrapper holds. */
export interface Reference {
  /** The object's address. Throws an `Error` once it was released: the memory behind may be someone else's. */
  readonly address: bigint;
  Release(): Promise<number>;
}

/** How a reference is given back: `UnknownMethods.release` in place, or `releaseAsync` where the last one can wait for others. */
export type ReleaseCall = (address: bigint) => number | Promise<number>;

/** Takes over the reference that came with `address`. `name` is the interface's, for messages. */
export function holdReference(name: string, address: bigint, release: ReleaseCall): Reference {
  let held: bigint | null = address;
  function use(): bigint {
    if (held === null) throw new Error(`This ${name} was released already and can't be used any more`);
    return held;
  }
  return {
    get address() {
      return use();
    },
    async Release() {
      const last = use();
      held = null;
      return release(last);
    },
  };
}
