const tombstoneLifetimeDays = 180;

/**
 * The token of a backup made now. The real layout is UNSOURCED: callers keep it as it is. By the documentation of
 * 2000 it holds the time of the backup and the forest's tombstone lifetime, and so does this one: a FILETIME and
 * a number of days.
 */
export function expiryToken(now: Date): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, fileTimeOf(now), true);
  view.setUint32(8, tombstoneLifetimeDays, true);
  return bytes;
}

/** When a backup made now expires. */
export function expiryOf(now: Date): Date {
  return new Date(now.getTime() + tombstoneLifetimeDays * 86_400_000);
}

/** 100-nanosecond intervals since 1601. */
export function fileTimeOf(date: Date): bigint {
  return (BigInt(date.getTime()) + 11_644_473_600_000n) * 10_000n;
}
