/** A name in a folder; the folder may be a root that ends in a backslash. */
export function joinWindowsPath(folder: string, name: string): string {
  return folder.endsWith('\\') ? `${folder}${name}` : `${folder}\\${name}`;
}

/** The folder that a file or folder lies in, with its backslash if it is a root. */
export function parentOf(path: string): string {
  const parent = path.slice(0, path.lastIndexOf('\\'));
  return parent.endsWith(':') ? `${parent}\\` : parent;
}
