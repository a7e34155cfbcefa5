/** A path as a word of a command line to copy: in quotes where the shell would take it apart. */
export function commandWord(path: string): string {
  if (process.platform === 'win32') {
    // cmd and PowerShell; a backslash before the closing quote would be taken for the quote's.
    return /^[\w:.\\/~+@-]+$/.test(path) ? path : `"${path.replace(/\\$/, '\\\\')}"`;
  }
  return /^[\w:./~+@%=,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
