import type { IUnknown } from '../native/iunknown.js';

/** Uses an interface and gives it back exactly once, however the use ends. */
export async function releaseAfter<Held extends IUnknown, Result>(
  held: Held,
  use: (held: Held) => Promise<Result>,
): Promise<Result> {
  try {
    return await use(held);
  } finally {
    await held.Release();
  }
}
