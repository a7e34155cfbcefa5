import type { BackupDocument, BackupReceipt } from './backup-receipt.js';
import type { CompleteOptions } from './ibackup-session.js';
import type { BackupSoFar } from './require-completable.js';

/**
 * Documents, then the caller's own flushing, then Windows. No signal reaches in here: once this has started,
 * Windows' answer wins. Whatever fails on the driver's side fails the session.
 */
export async function commitBackup(backup: BackupSoFar, options: CompleteOptions): Promise<BackupReceipt> {
  const { link, ledger } = backup;
  const { backend, capabilities } = link.driver;
  const truncateLogs = options.truncateLogs === true;
  const components = ledger.outcomes();
  const fails = { onFailure: (failure: unknown) => link.gate.fail(failure) };
  const before = await link.call((driver, control) => driver.documents(components, control), fails);
  const commit = { ...before, components };
  await options.beforeCommit?.(commit);
  const answer = await link.call(
    (driver, control) => driver.commit({ components, truncateLogs }, control),
    fails,
  );
  link.gate.settle('completed');
  return {
    ...commit,
    backend,
    coverage: capabilities.coverage,
    documents: replaceByName(before.documents, answer.documents),
    logsTruncated: answer.logsTruncated,
    warnings: answer.warnings,
  };
}

/** A document's final form takes the place of its earlier one. */
function replaceByName(
  earlier: readonly BackupDocument[],
  final: readonly BackupDocument[],
): readonly BackupDocument[] {
  return [...new Map([...earlier, ...final].map((document) => [document.name, document])).values()];
}
