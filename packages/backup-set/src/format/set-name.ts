/** What a set's folder is called. */
export interface SetNaming {
  readonly computerName: string;
  readonly started: Date;
}

/** How many sets of one computer can begin in one second: their names end in nothing, `-2`, `-3` … `-9`. */
const perSecond = 9;

/**
 * The names that a set may take, the best one first: `<computer>-<UTC>`, such as `DC01-20261122T154500Z`, and then the
 * same with `-2` to `-9`, for when another set began in the same second. Names sort by time within a computer. What is
 * no letter, digit, `-` or `_` of ASCII becomes `_`, and 63 characters of the computer's name are kept.
 */
export function setNames({ computerName, started }: SetNaming): string[] {
  const computer = computerName.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 63) || '_';
  const utc = started.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  const name = `${computer}-${utc}`;
  return Array.from({ length: perSecond }, (_, index) => (index === 0 ? name : `${name}-${index + 1}`));
}

/** What every name of `setNames` is like; nothing else names a set. */
export const setNamePattern = /^[A-Za-z0-9_-]{1,63}-\d{8}T\d{6}Z(?:-[2-9])?$/;
