const ERROR = 0xc800_0000;
const WARNING = 0x8800_0000;
const MASK = 0xffff_0000;

/**
 * The number of the database engine (ESE) inside a status: -1018 for 0xC80003FA. `undefined` for other statuses.
 *
 * The DLL's facility 0x800 carries the engine's own numbers, errors as 0xC8000000 | -err and warnings as
 * 0x88000000 | wrn: 154 of the 167 codes in ntdsbmsg.h have an ESE constant of that number. The rule also gives
 * newer engine errors, for which the header has no name.
 */
export function eseNumber(status: number): number | undefined {
  const facility = (status & MASK) >>> 0;
  const number = status & 0xffff;
  if (facility === ERROR) return -number;
  return facility === WARNING ? number : undefined;
}
