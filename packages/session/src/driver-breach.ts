/**
 * The error for a driver that broke its contract: a bug of ours or of the driver's author, not a failed backup.
 * It is no `DsBackupError` on purpose, so that nobody takes it for something Windows said.
 */
export function driverBreach(backend: string, what: string): Error {
  return new Error(`The driver "${backend}" broke its contract: ${what}. This is a bug in the driver.`);
}
