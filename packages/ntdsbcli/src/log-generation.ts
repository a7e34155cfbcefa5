/** Bytes of a log's header up to and with its generation: a checksum of 32 bits, then a signed number of 32 bits. */
export const GENERATION_END = 8;

/**
 * The generation that a transaction log has by its own header, for the `logReplay` of a plan; undefined for a file that is too short
 * to be one. Needs the first eight bytes, checks nothing else, and is the same in every version of the engine
 * (LGFILEHDR_FIXED of `inc/log.hxx` in microsoft/Extensible-Storage-Engine). A name can't tell: that of edb.log has no number, and
 * files are renamed.
 */
export function logGeneration(header: Uint8Array): number | undefined {
  if (header.length < GENERATION_END) return undefined;
  return new DataView(header.buffer, header.byteOffset, header.byteLength).getInt32(4, true);
}
