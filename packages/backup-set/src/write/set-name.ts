/** What a set's folder is called. */
export interface SetNaming {
  readonly computerName: string;
  readonly started: Date;
}

/**
 * `<computer>-<UTC>`, such as `DC01-20261122T154500Z`: names sort by time within a computer. What is no letter,
 * digit, `-` or `_` of ASCII becomes `_`, and 63 characters of the computer's name are kept.
 */
export function setName({ computerName, started }: SetNaming): string {
  const computer = computerName.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 63) || '_';
  const utc = started.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  return `${computer}-${utc}`;
}
