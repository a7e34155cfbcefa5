/** Memory for a value that a callee writes. It is seeded, so that "never written" can be told from an answer. */
export interface OutParameter<V> {
  /** What is passed to the function. */
  readonly memory: Uint8Array;
  /** What stands there now. */
  read(): V;
}

/** A pointer out-parameter, NULL until it is written. 8 bytes, of which a 32-bit process uses four. */
export function outPointer(): OutParameter<bigint | null> {
  const { memory, view } = allocate(8);
  return {
    memory,
    read() {
      const address = view.getBigUint64(0, true);
      return address === 0n ? null : address;
    },
  };
}

/** A 32-bit unsigned out-parameter; `undefined` while it still holds `seed`. Choose a seed that is no possible answer. */
export function outUint32(seed = 0xcccccccc): OutParameter<number | undefined> {
  const { memory, view } = allocate(4);
  view.setUint32(0, seed, true);
  return {
    memory,
    read() {
      const value = view.getUint32(0, true);
      return value === seed ? undefined : value;
    },
  };
}

/** A 64-bit unsigned out-parameter; `undefined` while it still holds `seed`. Choose a seed that is no possible answer. */
export function outUint64(seed = 0xcccccccc_ccccccccn): OutParameter<bigint | undefined> {
  const { memory, view } = allocate(8);
  view.setBigUint64(0, seed, true);
  return {
    memory,
    read() {
      const value = view.getBigUint64(0, true);
      return value === seed ? undefined : value;
    },
  };
}

/** A C++ `bool` out-parameter, one byte; `undefined` until it is written. */
export function outBool(): OutParameter<boolean | undefined> {
  const memory = Uint8Array.of(SEED_BYTE);
  return {
    memory,
    read() {
      const byte = memory[0];
      return byte === SEED_BYTE ? undefined : byte !== 0;
    },
  };
}

/** A `BOOL` out-parameter, four bytes; `undefined` until it is written. */
export function outBOOL(): OutParameter<boolean | undefined> {
  const out = outUint32();
  return {
    memory: out.memory,
    read() {
      const value = out.read();
      return value === undefined ? undefined : value !== 0;
    },
  };
}

const SEED_BYTE = 0xcc;

function allocate(size: number): { memory: Uint8Array; view: DataView } {
  const memory = new Uint8Array(size);
  return { memory, view: new DataView(memory.buffer) };
}
