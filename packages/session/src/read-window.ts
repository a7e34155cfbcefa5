/** The smallest buffer that the documentation of DsBackupRead allows (its `cbBuffer`). */
export const smallestReadBuffer = 24_576;

/** Every read is a multiple of this many bytes, by the same page. */
export const readQuantum = 8_192;

/** Used for callers whose own buffer is too small. Held by a session from its first small read on. */
export const stagingSize = 65_536;

/** The part of a buffer that a driver reads into, or undefined where it is too small and needs staging. */
export function readWindow(buffer: Uint8Array): Uint8Array | undefined {
  if (buffer.length < smallestReadBuffer) return undefined;
  return buffer.subarray(0, buffer.length - (buffer.length % readQuantum));
}
