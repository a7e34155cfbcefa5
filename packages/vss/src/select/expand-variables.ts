/** A machine's environment variables by name; case does not count. */
export type Variables = Readonly<Record<string, string>>;

/** Expands paths as writers write them. */
export type ExpandPath = (path: string) => string;

/**
 * Expands `%SystemRoot%` and the like from data, and tidies the end, as the driver has Windows do it. A variable that
 * is not set stays as it is.
 */
export function expandVariables(variables: Variables): ExpandPath {
  const values = new Map(Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value]));
  return (path) => {
    const expanded = path.replace(
      /%([^%]+)%/g,
      (whole, name: string) => values.get(name.toLowerCase()) ?? whole,
    );
    const tidy = expanded.replaceAll('/', '\\');
    // Not by a pattern: one that looks for the end of a run of backslashes takes time in its square.
    let end = tidy.length;
    while (end > 1 && tidy[end - 1] === '\\') end--;
    return tidy[end - 1] === ':' ? `${tidy.slice(0, end)}\\` : tidy.slice(0, end);
  };
}
