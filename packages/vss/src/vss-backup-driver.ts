import {
  type BackupDriver,
  type BackupFile,
  type ComponentOutcome,
  type DriverCommit,
  type DriverControl,
  type DriverDocuments,
  type DriverReceipt,
  DsBackupError,
} from '@dsbackup/session';
import type { BackupRecord } from './documents/backup-record.js';
import { changingDocuments, ntdsMetadata, vssDocuments } from './documents/vss-documents.js';
import { OpenShadowFile } from './files/open-shadow-file.js';
import { ShadowListing } from './files/shadow-listing.js';
import type { VssNative } from './native/vss-native.js';
import { addressOf, checkWriters, inPhase, prepareVssBackup } from './prepare-vss-backup.js';
import { unstoppably } from './requester/vss-call.js';
import { VssRequester } from './requester/vss-requester.js';
import type { ComponentPreset } from './select/component-preset.js';
import { type ComponentVerdict, componentVerdicts } from './select/component-verdicts.js';
import { namedPreset, type PresetName } from './select/named-preset.js';
import type { SelectionFacts } from './select/selection-facts.js';
import { ntdsWriterClass } from './select/writer-classes.js';
import { vssCapabilities } from './vss-capabilities.js';
import { vssBackend } from './vss-errors.js';

/** What a VSS backup is made with. */
export interface VssBackupOptions {
  /** The native APIs: this Windows, a simulator, or a double. */
  readonly native: VssNative;
  /**
   * What to back up: a preset by name, or one that `customPreset` made. `active-directory`, the default: the directory
   * database, SYSVOL, the registry and the COM+ class registrations.
   */
  readonly preset?: PresetName | ComponentPreset | undefined;
  /** What this machine says beside its writers, such as `FilesNotToBackup` and who replicates SYSVOL. */
  readonly facts?: SelectionFacts | undefined;
  /**
   * Milliseconds that each asynchronous step of Windows may take before it is cancelled and rejects with
   * `DEADLINE_EXCEEDED`. Default: no bound; Microsoft gives none for PrepareForBackup and DoSnapshotSet.
   */
  readonly stepDeadline?: number | undefined;
}

/**
 * The backend over the Volume Shadow Copy Service: one backup, for one session. Nothing is touched before
 * `prepare`.
 *
 * The errors that its methods reject with, beside `NATIVE_FAILURE`: `ACCESS_DENIED`, `NO_BACKEND`,
 * `SERVER_UNAVAILABLE`, `OUT_OF_MEMORY`, `SNAPSHOT_IN_PROGRESS`, `SNAPSHOT_LOST`, `INSUFFICIENT_STORAGE`,
 * `VOLUME_NOT_SUPPORTED`, `WRITER_FAILED`, `WRITER_MISSING`, `SOURCE_MISSING`, `FILE_UNREADABLE`,
 * `DEADLINE_EXCEEDED`, `RELEASE_FAILED`.
 */
export function createVssBackupDriver(options: VssBackupOptions): BackupDriver {
  return new VssBackupDriver(options);
}

class VssBackupDriver implements BackupDriver {
  readonly backend = vssBackend;
  readonly capabilities = vssCapabilities;
  readonly #options: VssBackupOptions;
  #requester: VssRequester | undefined;
  #prepared: { readonly record: BackupRecord; readonly listing: ShadowListing } | undefined;
  #file: OpenShadowFile | undefined;

  constructor(options: VssBackupOptions) {
    this.#options = options;
  }

  async prepare(control: DriverControl): Promise<void> {
    const { native, stepDeadline, facts, preset: chosen = 'active-directory' } = this.#options;
    const preset = typeof chosen === 'string' ? namedPreset(chosen) : chosen;
    const requester = await inPhase(control, 'connect', async () => {
      this.#requester = await VssRequester.create(control, { vssapi: native.vssapi, stepDeadline });
      await this.#requester.initialize(control, preset);
      return this.#requester;
    });
    const record = await prepareVssBackup(control, { requester, native, preset, facts });
    const { located: plan, volumes } = record;
    this.#prepared = { record, listing: new ShadowListing({ files: native.files, plan, volumes }) };
  }

  async databases(control: DriverControl): Promise<readonly BackupFile[]> {
    return collect(this.#ready().listing.list(control, 'databases'));
  }

  async logs(control: DriverControl): Promise<readonly BackupFile[]> {
    return collect(this.#ready().listing.list(control, 'logs'));
  }

  others(control: DriverControl): AsyncIterable<BackupFile> {
    return this.#ready().listing.list(control, 'others');
  }

  async open(file: BackupFile, control: DriverControl): Promise<number> {
    const place = this.#ready().listing.placeOf(file);
    if (place === undefined) throw outOfOrder(`open: "${file.path}" is not a file that this backup listed.`);
    this.#file = await OpenShadowFile.open(control, this.#options.native.files, place);
    return this.#file.size;
  }

  async read(buffer: Uint8Array, control: DriverControl): Promise<number> {
    if (this.#file === undefined) throw outOfOrder('read: no file is open.');
    control.signal.throwIfAborted();
    return this.#file.read(buffer);
  }

  async close(control: DriverControl): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close(control);
  }

  /** Tells Windows what is true of each component, and hands over everything that a restore asks for. */
  async documents(components: readonly ComponentOutcome[], control: DriverControl): Promise<DriverDocuments> {
    const { requester, record } = this.#ready();
    const verdicts = this.#verdicts(components);
    for (const { component, succeeded } of verdicts) {
      await requester.setBackupSucceeded(control, { component: addressOf(component), succeeded });
    }
    const backupComponents = await requester.saveAsXml(control);
    return { documents: vssDocuments({ record, verdicts, backupComponents }) };
  }

  /** `BackupComplete`: nothing stops it once it has begun. Writers that fail at it fail the backup. */
  async commit(commit: DriverCommit, control: DriverControl): Promise<DriverReceipt> {
    const { requester, record, listing } = this.#ready();
    const { plan } = record;
    const final = unstoppably(control);
    return inPhase(final, 'commit', async () => {
      await requester.backupComplete(final);
      const completed = await checkWriters(final, { requester, plan, after: 'BackupComplete' });
      const backupComponents = await requester.saveAsXml(final);
      const finalRecord = { ...record, statuses: [...record.statuses, completed] };
      const verdicts = this.#verdicts(commit.components);
      return {
        logsTruncated: false,
        documents: changingDocuments({ record: finalRecord, verdicts, backupComponents }),
        warnings: [...listing.warnings, ...expiryWarnings(record)],
      };
    });
  }

  /** `AbortBackup` where Windows' rules ask for it; else nothing. */
  async abort(control: DriverControl): Promise<void> {
    const requester = this.#requester;
    if (requester === undefined) return;
    await inPhase(control, 'abort', () => requester.abort(control));
  }

  async release(control: DriverControl): Promise<void> {
    const requester = this.#requester;
    const failures: unknown[] = [];
    const attempt = (step: Promise<void>) => step.catch((failure: unknown) => failures.push(failure));
    await inPhase(control, 'release', async () => {
      await attempt(this.close(control));
      if (requester !== undefined) await attempt(requester.release(control));
    });
    this.#requester = undefined;
    this.#prepared = undefined;
    if (failures.length > 0) throw releaseFailed(failures);
  }

  #verdicts(components: readonly ComponentOutcome[]): ComponentVerdict[] {
    const { record, listing } = this.#ready();
    return componentVerdicts(record.plan, components, listing.sharing);
  }

  #ready(): { requester: VssRequester; record: BackupRecord; listing: ShadowListing } {
    if (this.#requester === undefined || this.#prepared === undefined) {
      throw outOfOrder('The backup is not prepared, or was released.');
    }
    return { requester: this.#requester, ...this.#prepared };
  }
}

/** Databases and logs are few, so they may be held. */
async function collect(files: AsyncIterable<BackupFile>): Promise<readonly BackupFile[]> {
  const collected: BackupFile[] = [];
  for await (const file of files) collected.push(file);
  return collected;
}

/** NTDS keeps the time when the backup expires there (Microsoft's "In-Box VSS Writers"). */
function expiryWarnings(record: BackupRecord): string[] {
  const hasDirectory = record.plan.components.some(({ writer }) => writer.writerId === ntdsWriterClass);
  return hasDirectory && ntdsMetadata(record) === undefined
    ? ['The NTDS writer kept no metadata with its component, so the backup does not say when it expires.']
    : [];
}

function outOfOrder(message: string): DsBackupError {
  return new DsBackupError({ code: 'OUT_OF_ORDER', message, backend: vssBackend });
}

function releaseFailed(failures: readonly unknown[]): DsBackupError {
  const what = failures.map((failure) => (failure instanceof Error ? failure.message : String(failure)));
  return new DsBackupError({
    code: 'RELEASE_FAILED',
    message: `Not everything of the backup could be given back: ${what.join(' ')}`,
    backend: vssBackend,
    scope: 'session',
    cause: failures.length === 1 ? failures[0] : new AggregateError(failures),
  });
}
