/** One event as a line of JSON. 64-bit numbers become decimal strings and bytes hexadecimal, since JSON has neither. */
export function jsonLine(event: object): string {
  return `${JSON.stringify(event, (_key, value: unknown) => {
    if (typeof value === 'bigint') return value.toString();
    if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
    return value;
  })}\n`;
}
