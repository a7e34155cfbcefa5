/**
 * Files that the engine leaves in its folders: logs, the log in the making, reserve logs, the checkpoint, the
 * temporary database, patch files. Among restored files an old one of them would be replayed with them, or keep the
 * directory from starting. Names by `inc/daeconst.hxx` of microsoft/Extensible-Storage-Engine.
 */
const engineNames = [/^edb.*\.(log|chk|jtx|jrs|jsl)$/, /^res[12]\.log$/, /^temp\.edb$/, /\.pat$/];

/**
 * Whether a file must not stay where a database is restored. Microsoft's sequence deletes everything in the folders; we
 * touch only what the engine would look at, so that foreign files are left alone.
 *
 * @param databases the names of the databases that are restored, such as `ntds.dit`
 */
export function isEngineFile(name: string, databases: readonly string[]): boolean {
  const lower = name.toLowerCase();
  // The flush map of a database has its name with another extension, since Windows 10.
  const ofDatabases = databases.flatMap((database) => [database, database.replace(/\.[^.]*$/, '.jfm')]);
  return (
    engineNames.some((pattern) => pattern.test(lower)) ||
    ofDatabases.some((file) => file.toLowerCase() === lower)
  );
}
