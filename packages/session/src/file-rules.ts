import type { BackupFile } from './backup-file.js';
import type { DriverLink } from './driver-link.js';
import type { FileEntry, FileLedger } from './file-ledger.js';
import type { FileLists } from './file-lists.js';

/** Finds out whether a file may be opened or skipped, and says why not. */
export class FileRules {
  readonly #link: DriverLink;
  readonly #ledger: FileLedger;
  readonly #lists: FileLists;

  constructor(link: DriverLink, ledger: FileLedger, lists: FileLists) {
    this.#link = link;
    this.#ledger = ledger;
    this.#lists = lists;
  }

  /** Throws unless this session listed the file, it has bytes and it was not skipped. */
  requireListed(operation: string, file: BackupFile): FileEntry {
    const entry = this.#ledger.find(file);
    if (entry === undefined) {
      const message = `${operation}: ${nameOf(file)} is not an object that this session listed.`;
      throw this.#link.refusal({ code: 'FILE_NOT_LISTED', message });
    }
    if (entry.status === 'no-bytes') {
      const message = `${operation}: ${nameOf(file)} is a ${file.kind} and has no bytes.`;
      throw this.#link.refusal({ code: 'INVALID_ARGUMENT', message });
    }
    if (entry.status === 'skipped') {
      const message = `${operation}: ${nameOf(file)} was skipped; that is on record and final.`;
      throw this.#link.refusal({ code: 'OUT_OF_ORDER', message });
    }
    return entry;
  }

  /** Throws unless the file may be opened now. */
  requireOpenable(file: BackupFile): FileEntry {
    const entry = this.requireListed('openFile', file);
    if (entry.list === 'databases' && this.#lists.logsAsked) {
      const message = `openFile: ${nameOf(file)} is a database, and the logs were asked for already.`;
      throw this.#link.refusal({ code: 'OUT_OF_ORDER', message });
    }
    if (entry.status === 'failed') {
      const message = `openFile: ${nameOf(file)} failed before; skip it by name, or give the backup up.`;
      throw this.#link.refusal({ code: 'FILE_UNREADABLE', message, cause: entry.failure });
    }
    return entry;
  }
}

/** Callers without TypeScript may hand over anything. */
function nameOf(file: Partial<BackupFile> | null | undefined): string {
  return `"${String(file?.path)}"`;
}
