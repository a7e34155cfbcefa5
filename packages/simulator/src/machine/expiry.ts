const tombstoneLifetimeDays = 180;
const tokenSize = 12;

/**
 * The token of a backup made now. The real layout is UNSOURCED: callers keep it as it is. By the documentation of
 * 2000 it holds the time of the backup and the forest's tombstone lifetime, and so does this one: a FILETIME and
 * a number of days.
 */
export function expiryToken(now: Date): Uint8Array {
  const bytes = new Uint8Array(tokenSize);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, fileTimeOf(now), true);
  view.setUint32(8, tombstoneLifetimeDays, true);
  return bytes;
}

/** What a token says, or undefined for bytes that are none of ours. */
export function readExpiryToken(token: Uint8Array): { readonly expires: Date } | undefined {
  if (token.length !== tokenSize) return undefined;
  const view = new DataView(token.buffer, token.byteOffset, token.byteLength);
  const lifetime = view.getUint32(8, true);
  if (lifetime !== tombstoneLifetimeDays) return undefined;
  return { expires: expiryOf(dateOfFileTime(view.getBigUint64(0, true))) };
}

/** When a backup made now expires. */
export function expiryOf(now: Date): Date {
  return new Date(now.getTime() + tombstoneLifetimeDays * 86_400_000);
}

/** 100-nanosecond intervals since 1601. */
export function fileTimeOf(date: Date): bigint {
  return (BigInt(date.getTime()) + 11_644_473_600_000n) * 10_000n;
}

function dateOfFileTime(fileTime: bigint): Date {
  return new Date(Number(fileTime / 10_000n - 11_644_473_600_000n));
}
