import type { DriverControl } from '@dsbackup/session';
import { readWriterMetadata, type WantsContents } from '../metadata/read-writer-metadata.js';
import type { GatheredWriter } from '../metadata/writer-metadata.js';
import { GUID_NULL } from '../native/constants.js';
import type { HRESULT, VSS_ID } from '../native/hresult.js';
import type { IVssAsync } from '../native/ivss-async.js';
import type { IVssBackupComponents } from '../native/ivss-backup-components.js';
import type { VSS_SNAPSHOT_PROP } from '../native/vss-snapshot-prop.js';
import type { VssapiApi } from '../native/vssapi-api.js';
import type { ComponentAddress } from './component-address.js';
import { type ComponentMetadata, readComponentMetadata } from './read-component-metadata.js';
import { readWriterStatus } from './read-writer-status.js';
import { releaseAfter } from './release-after.js';
import { type RequesterState, requireState } from './requester-state.js';
import { requireVolumeSupported } from './require-volume-supported.js';
import { unstoppably, vssCall, written } from './vss-call.js';
import { type AsyncEnd, waitForAsync } from './wait-for-async.js';
import type { WriterStatus } from './writer-status.js';

/** What kind of backup the writers are told of. */
export interface BackupState {
  /** VSS_BT_*. */
  readonly backupType: number;
  readonly bootableSystemState: boolean;
}

/** What a requester stands on. */
export interface RequesterOptions {
  readonly vssapi: VssapiApi;
  /** Milliseconds that each asynchronous step may take. Default: no bound. */
  readonly stepDeadline?: number | undefined;
}

const backupComponents = 'IVssBackupComponents';

type StartAsync = () => Promise<{ hr: HRESULT; pAsync: IVssAsync | null }>;

/**
 * One backup through `IVssBackupComponents`, in the only order that Windows allows (Microsoft's "Overview of
 * Processing a Backup Under VSS"). The object is single-use: make one, back up once, release.
 */
export class VssRequester {
  readonly #backup: IVssBackupComponents;
  readonly #options: RequesterOptions;
  #state: RequesterState = 'created';
  #holdsMetadata = false;

  private constructor(backup: IVssBackupComponents, options: RequesterOptions) {
    this.#backup = backup;
    this.#options = options;
  }

  /** `CreateVssBackupComponentsInternal`. From here on `release` is due. */
  static async create(control: DriverControl, options: RequesterOptions): Promise<VssRequester> {
    const call = 'CreateVssBackupComponentsInternal';
    const { pBackup } = await vssCall(control, { call }, () =>
      options.vssapi.CreateVssBackupComponentsInternal(),
    );
    return new VssRequester(written(pBackup, call), options);
  }

  get state(): RequesterState {
    return this.#state;
  }

  /**
   * `InitializeForBackup`, `SetBackupState`. The context stays VSS_CTX_BACKUP, so that Release deletes the
   * copies.
   */
  async initialize(control: DriverControl, state: BackupState): Promise<void> {
    this.#require('initialize', ['created']);
    await this.#call(control, 'InitializeForBackup', () => this.#backup.InitializeForBackup(null));
    await this.#call(control, 'SetBackupState', () =>
      this.#backup.SetBackupState(true, state.bootableSystemState, state.backupType, false),
    );
    this.#state = 'initialized';
  }

  /** `GatherWriterMetadata` and all that it brought. */
  async gatherWriters(control: DriverControl, wantsContents: WantsContents): Promise<GatheredWriter[]> {
    this.#require('gatherWriters', ['initialized']);
    await this.#finish(control, 'GatherWriterMetadata', {
      start: () => this.#backup.GatherWriterMetadata(),
      whenFinished: () => {
        this.#state = 'gathered';
        this.#holdsMetadata = true;
      },
    });
    return readWriterMetadata(control, this.#backup, wantsContents);
  }

  /** `AddComponent`, for a component that is selected explicitly. */
  async addComponent(control: DriverControl, component: ComponentAddress): Promise<void> {
    this.#require('addComponent', ['gathered']);
    const { instanceId, writerId, type, logicalPath, name } = component;
    await this.#call(
      control,
      'AddComponent',
      () => this.#backup.AddComponent(instanceId, writerId, type, logicalPath, name),
      name,
    );
  }

  /**
   * `StartSnapshotSet`, and one `AddToSnapshotSet` per volume. Answers the id of each volume's shadow copy to
   * be.
   */
  async startSnapshotSet(
    control: DriverControl,
    volumeNames: readonly string[],
  ): Promise<ReadonlyMap<string, VSS_ID>> {
    this.#require('startSnapshotSet', ['gathered']);
    for (const volume of volumeNames) await requireVolumeSupported(control, this.#backup, volume);
    await this.#call(control, 'StartSnapshotSet', () => this.#backup.StartSnapshotSet());
    this.#state = 'set-started';
    const snapshots = new Map<string, VSS_ID>();
    for (const volume of volumeNames) {
      const { idSnapshot } = await this.#call(
        control,
        'AddToSnapshotSet',
        () => this.#backup.AddToSnapshotSet(volume, GUID_NULL),
        volume,
      );
      snapshots.set(volume, idSnapshot);
    }
    return snapshots;
  }

  /** `PrepareForBackup`. From its success until `BackupComplete` succeeds, `abort` is due. */
  async prepareForBackup(control: DriverControl): Promise<void> {
    this.#require('prepareForBackup', ['set-started']);
    await this.#finish(control, 'PrepareForBackup', {
      start: () => this.#backup.PrepareForBackup(),
      whenFinished: () => {
        this.#state = 'prepared';
      },
    });
  }

  /** `DoSnapshotSet`: writers freeze, the copies are made, writers thaw. */
  async doSnapshotSet(control: DriverControl): Promise<void> {
    this.#require('doSnapshotSet', ['prepared']);
    await this.#finish(control, 'DoSnapshotSet', {
      start: () => this.#backup.DoSnapshotSet(),
      whenFinished: () => {
        this.#state = 'snapshotted';
      },
    });
  }

  /** `GatherWriterStatus` and what each writer said. Meaningful only after a step of one's own session. */
  async writerStatus(control: DriverControl): Promise<WriterStatus[]> {
    this.#require('writerStatus', ['prepared', 'snapshotted', 'completed']);
    await this.#finish(control, 'GatherWriterStatus', { start: () => this.#backup.GatherWriterStatus() });
    return readWriterStatus(control, this.#backup);
  }

  /** `GetSnapshotProperties` of one shadow copy, copied out and freed. */
  async snapshotProperties(control: DriverControl, snapshotId: VSS_ID): Promise<VSS_SNAPSHOT_PROP> {
    this.#require('snapshotProperties', ['snapshotted']);
    const { pProp, prop } = await this.#call(
      control,
      'GetSnapshotProperties',
      () => this.#backup.GetSnapshotProperties(snapshotId),
      snapshotId,
    );
    const call = `${backupComponents}::GetSnapshotProperties`;
    await this.#options.vssapi.VssFreeSnapshotPropertiesInternal(written(pProp, call));
    return written(prop, call);
  }

  /** What the writers want kept with their components, once they had their PostSnapshot. */
  async componentMetadata(control: DriverControl): Promise<ComponentMetadata[]> {
    this.#require('componentMetadata', ['snapshotted']);
    return readComponentMetadata(control, this.#backup);
  }

  /** `SetBackupSucceeded`, for a component that was added. */
  async setBackupSucceeded(
    control: DriverControl,
    { component, succeeded }: { readonly component: ComponentAddress; readonly succeeded: boolean },
  ): Promise<void> {
    this.#require('setBackupSucceeded', ['snapshotted']);
    const { instanceId, writerId, type, logicalPath, name } = component;
    await this.#call(
      control,
      'SetBackupSucceeded',
      () => this.#backup.SetBackupSucceeded(instanceId, writerId, type, logicalPath, name, succeeded),
      `${name}: ${succeeded}`,
    );
  }

  /** The Backup Components Document, untouched. */
  async saveAsXml(control: DriverControl): Promise<string> {
    this.#require('saveAsXml', ['snapshotted', 'completed']);
    const { bstrXML } = await this.#call(control, 'SaveAsXML', () => this.#backup.SaveAsXML());
    return written(bstrXML, `${backupComponents}::SaveAsXML`);
  }

  /** `BackupComplete`. What Windows answers is final. */
  async backupComplete(control: DriverControl): Promise<void> {
    this.#require('backupComplete', ['snapshotted']);
    await this.#finish(control, 'BackupComplete', {
      start: () => this.#backup.BackupComplete(),
      whenFinished: () => {
        this.#state = 'completed';
      },
    });
  }

  /**
   * `AbortBackup`, if it is due: once PrepareForBackup has succeeded and until BackupComplete has. At any other
   * time Release alone is right, and this does nothing (Microsoft's "Aborting VSS Operations").
   */
  async abort(control: DriverControl): Promise<void> {
    if (this.#state !== 'prepared' && this.#state !== 'snapshotted') return;
    this.#state = 'aborted';
    await this.#call(unstoppably(control), 'AbortBackup', () => this.#backup.AbortBackup());
  }

  /**
   * `FreeWriterMetadata` if it is due, and `Release`, whatever fails. Again is a no-op. Deletes the shadow
   * copies.
   */
  async release(control: DriverControl): Promise<void> {
    if (this.#state === 'released') return;
    this.#state = 'released';
    try {
      if (this.#holdsMetadata) {
        await this.#call(unstoppably(control), 'FreeWriterMetadata', () => this.#backup.FreeWriterMetadata());
      }
    } finally {
      await this.#backup.Release();
      control.report({ kind: 'native-call', call: `${backupComponents}::Release`, status: 0 });
    }
  }

  async #finish(
    control: DriverControl,
    method: string,
    { start, whenFinished }: { start: StartAsync; whenFinished?: () => void },
  ): Promise<void> {
    const { pAsync } = await this.#call(control, method, start);
    const end: AsyncEnd = await releaseAfter(written(pAsync, `${backupComponents}::${method}`), (held) =>
      waitForAsync(control, { name: method, pAsync: held, deadline: this.#options.stepDeadline }),
    );
    if (end === 'finished') whenFinished?.();
    control.signal.throwIfAborted();
  }

  #call<Result extends HRESULT | { readonly hr: HRESULT }>(
    control: DriverControl,
    method: string,
    make: () => Promise<Result>,
    subject?: string,
  ): Promise<Result> {
    return vssCall(control, { call: `${backupComponents}::${method}`, subject }, make);
  }

  #require(step: string, states: readonly RequesterState[]): void {
    requireState(this.#state, step, states);
  }
}
