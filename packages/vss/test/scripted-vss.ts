import type { FileSpec, WriterComponent } from '../src/metadata/writer-metadata.js';
import type {
  ComponentInfoPointer,
  HRESULT,
  IVssAsync,
  IVssBackupComponents,
  IVssComponent,
  IVssExamineWriterMetadata,
  IVssWMComponent,
  IVssWMFiledesc,
  IVssWriterComponentsExt,
  Kernel32Api,
  SnapshotPropPointer,
  VssapiApi,
  VssNative,
} from '../src/native/index.js';
import { ScriptedFiles } from './scripted-files.js';
import { ScriptedObjects } from './scripted-objects.js';
import { domainControllerWriters, type ScriptedWriter } from './scripted-writer.js';

const pending = 0x00042309;
const finished = 0x0004230a;
const cancelled = 0x0004230b;
const badState = 0x80042301;
const notImplemented = 0x80004001;
const setId = '{5e700000-0000-0000-0000-000000000000}';

/** How an asynchronous operation is to go. */
export interface AsyncScript {
  /** How often QueryStatus answers "pending" first. */
  readonly pending?: number;
  /** What it answers at last instead of "finished"; undefined is never written. */
  readonly result?: HRESULT | 'unwritten';
  /** Finishes although it is cancelled. */
  readonly finishesDespiteCancel?: boolean;
}

export function deviceOf(volumeName: string): string {
  return `\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy${volumeName.codePointAt(11) ?? 0}`;
}

/** The volume of a drive letter: `\\?\Volume{C...}\`. */
export function volumeOf(letter: string): string {
  return `\\\\?\\Volume{${letter.toUpperCase()}0000000-0000-0000-0000-000000000000}\\`;
}

/** A machine with VSS, in memory, that does what a test tells it to. */
export class ScriptedVss implements VssNative {
  readonly objects = new ScriptedObjects();
  readonly files = new ScriptedFiles(this.objects);
  writers: ScriptedWriter[] = domainControllerWriters();
  /** By the method that starts it. */
  readonly asyncs = new Map<string, AsyncScript>();
  /** By writer name: after which step it reports what. */
  readonly failures = new Map<string, { after: string; state: number; hr: HRESULT }>();
  /** Writers that no longer report, by name. */
  readonly silent = new Set<string>();
  readonly added: string[] = [];
  readonly volumes: string[] = [];
  readonly succeeded = new Map<string, boolean>();
  supportsVolumes = true;
  /** What came to its end. */
  readonly steps = new Set<string>();
  #pointer = 0n;
  /** Memory that Windows keeps for what it gathered: until it is told to free it, or Release. */
  readonly #gathered = new Set<string>();

  /** Puts bytes, a folder or a reparse point into the shadow copy of its drive. */
  put(path: string, node: Parameters<ScriptedFiles['add']>[1]): void {
    this.files.add(`${deviceOf(volumeOf(path.slice(0, 1)))}\\${path.slice(3)}`, node);
  }

  get vssapi(): VssapiApi {
    return {
      CreateVssBackupComponentsInternal: () =>
        this.objects.call('CreateVssBackupComponentsInternal', async () => ({
          hr: 0,
          pBackup: this.#backup(),
        })),
      CreateVssExamineWriterMetadataInternal: () =>
        this.objects.call('CreateVssExamineWriterMetadataInternal', async () => ({
          hr: notImplemented,
          pMetadata: null,
        })),
      VssFreeSnapshotPropertiesInternal: async () => {
        this.objects.journal.push('VssFreeSnapshotPropertiesInternal');
        this.objects.giveBack();
      },
    };
  }

  get kernel32(): Kernel32Api {
    const call = this.objects.call.bind(this.objects);
    return {
      ExpandEnvironmentStringsW: (source) =>
        call('ExpandEnvironmentStringsW', async () => ({
          error: 0,
          dst: source.replaceAll(/%systemroot%/gi, 'C:\\Windows'),
        })),
      GetVolumePathNameW: (path) =>
        call('GetVolumePathNameW', async () => ({ error: 0, volumePathName: path.slice(0, 3) })),
      GetVolumeNameForVolumeMountPointW: (mountPoint) =>
        call('GetVolumeNameForVolumeMountPointW', async () => ({
          error: 0,
          volumeName: volumeOf(mountPoint.slice(0, 1)),
        })),
    };
  }

  #backup(): IVssBackupComponents {
    const ok = async () => 0;
    const strictly = async (isAllowed: boolean, then?: () => void) => {
      if (!isAllowed) return badState;
      then?.();
      return 0;
    };
    const has = (step: string) => this.steps.has(step);
    const isOpen = () => has('PrepareForBackup') && !has('AbortBackup') && !has('BackupComplete');
    const starts = (method: string) => async () => ({ hr: 0, pAsync: this.#async(method) });
    const methods: Partial<Omit<IVssBackupComponents, 'Release'>> = {
      InitializeForBackup: ok,
      SetBackupState: ok,
      SetContext: ok,
      GatherWriterMetadata: starts('GatherWriterMetadata'),
      GetWriterMetadataCount: async () => ({ hr: 0, cWriters: this.writers.length }),
      GetWriterMetadata: async (index) => ({
        hr: 0,
        idInstance: this.#writer(index).instanceId,
        pMetadata: this.#metadata(this.#writer(index)),
      }),
      FreeWriterMetadata: () => strictly(this.#free('GatherWriterMetadata')),
      AddComponent: async (_instance, writerId, _type, path, name) =>
        strictly(!has('StartSnapshotSet'), () => this.added.push([writerId, path, name].join('|'))),
      StartSnapshotSet: async () => {
        this.steps.add('StartSnapshotSet');
        return { hr: 0, snapshotSetId: setId };
      },
      AddToSnapshotSet: async (volume) => {
        this.volumes.push(volume);
        return { hr: 0, idSnapshot: `{snapshot of ${volume}}` };
      },
      IsVolumeSupported: async () => ({ hr: 0, bSupportedByThisProvider: this.supportsVolumes }),
      PrepareForBackup: starts('PrepareForBackup'),
      AbortBackup: () => strictly(isOpen(), () => this.steps.add('AbortBackup')),
      GatherWriterStatus: starts('GatherWriterStatus'),
      GetWriterStatusCount: async () => ({ hr: 0, cWriters: this.#reporting().length }),
      GetWriterStatus: async (index) => this.#status(index),
      FreeWriterStatus: () => strictly(this.#free('GatherWriterStatus')),
      DoSnapshotSet: starts('DoSnapshotSet'),
      GetSnapshotProperties: async (id) => this.#properties(id),
      GetWriterComponentsCount: async () => ({ hr: 0, cComponents: this.writers.length }),
      GetWriterComponents: async (index) => ({ hr: 0, pWriter: this.#components(this.#writer(index)) }),
      SetBackupSucceeded: (_instance, _writer, _type, _path, name, succeeded) =>
        strictly(has('DoSnapshotSet'), () => this.succeeded.set(name, succeeded)),
      SaveAsXML: async () => ({ hr: 0, bstrXML: `<BACKUP complete="${has('BackupComplete')}"/>` }),
      BackupComplete: starts('BackupComplete'),
      DeleteSnapshots: async () => ({ hr: 0, lDeletedSnapshots: 0, nondeletedSnapshotID: setId }),
    };
    return this.objects.interface('IVssBackupComponents', methods, () => {
      for (const method of this.#gathered) this.#free(method);
    });
  }

  #free(method: string): boolean {
    const wasHeld = this.#gathered.delete(method);
    if (wasHeld) this.objects.giveBack();
    return wasHeld;
  }

  #async(method: string): IVssAsync {
    const script = this.asyncs.get(method) ?? {};
    let left = script.pending ?? 0;
    let isCancelled = false;
    const end = () => {
      this.steps.add(method);
      if (method.startsWith('GatherWriter')) {
        this.objects.take();
        this.#gathered.add(method);
      }
      return finished;
    };
    return this.objects.interface<IVssAsync>('IVssAsync', {
      Cancel: async () => {
        isCancelled = script.finishesDespiteCancel !== true;
        left = 0;
        return 0;
      },
      QueryStatus: async () => {
        const status = this.objects.enter(`async:${method}`);
        if (typeof status === 'number') return { hr: 0, hrResult: status };
        if (isCancelled) return { hr: 0, hrResult: cancelled };
        if (left-- > 0) return { hr: 0, hrResult: pending };
        if (script.result === 'unwritten') return { hr: 0, hrResult: undefined };
        return { hr: 0, hrResult: script.result ?? end() };
      },
    });
  }

  #writer(index: number): ScriptedWriter {
    const writer = this.writers[index];
    if (writer === undefined) throw new RangeError(`no writer ${index}`);
    return writer;
  }

  #metadata(writer: ScriptedWriter): IVssExamineWriterMetadata {
    const filedesc = (specs: readonly FileSpec[]) => async (index: number) => ({
      hr: 0,
      pFiledesc: this.#filedesc(specs[index]),
    });
    return this.objects.interface<IVssExamineWriterMetadata>('IVssExamineWriterMetadata', {
      GetIdentity: async () => ({
        hr: 0,
        idInstance: writer.instanceId,
        idWriter: writer.writerId.toUpperCase(),
        bstrWriterName: writer.name,
        usage: 1,
        source: 3,
      }),
      GetFileCounts: async () => ({
        hr: 0,
        cIncludeFiles: 0,
        cExcludeFiles: writer.excludes.length,
        cComponents: writer.components.length,
      }),
      GetIncludeFile: filedesc([]),
      GetExcludeFile: filedesc(writer.excludes),
      GetComponent: async (index) => ({ hr: 0, pComponent: this.#component(writer.components[index]) }),
      SaveAsXML: async () => ({ hr: 0, bstrXML: `<WRITER_METADATA name="${writer.name}"/>` }),
    });
  }

  #component(component: WriterComponent | undefined): IVssWMComponent {
    if (component === undefined) throw new RangeError('no such component');
    const filedesc = (specs: readonly FileSpec[]) => async (index: number) => ({
      hr: 0,
      pFiledesc: this.#filedesc(specs[index]),
    });
    return this.objects.interface<IVssWMComponent>('IVssWMComponent', {
      GetComponentInfo: async () => {
        this.objects.take();
        return {
          hr: 0,
          pInfo: ++this.#pointer as ComponentInfoPointer,
          info: {
            type: component.type,
            bstrLogicalPath: component.logicalPath,
            bstrComponentName: component.name,
            bstrCaption: component.caption,
            pbIcon: null,
            bRestoreMetadata: component.restoreMetadata,
            bNotifyOnBackupComplete: component.notifyOnBackupComplete,
            bSelectable: component.selectable,
            bSelectableForRestore: component.selectableForRestore,
            dwComponentFlags: component.flags,
            cFileCount: component.files.length,
            cDatabases: component.databases.length,
            cLogFiles: component.logs.length,
            cDependencies: component.dependencies,
          },
        };
      },
      FreeComponentInfo: async () => {
        this.objects.giveBack();
        return 0;
      },
      GetFile: filedesc(component.files),
      GetDatabaseFile: filedesc(component.databases),
      GetDatabaseLogFile: filedesc(component.logs),
    });
  }

  #filedesc(spec: FileSpec | undefined): IVssWMFiledesc {
    if (spec === undefined) throw new RangeError('no such file spec');
    return this.objects.interface<IVssWMFiledesc>('IVssWMFiledesc', {
      GetPath: async () => ({ hr: 0, bstrPath: spec.path }),
      GetFilespec: async () => ({ hr: 0, bstrFilespec: spec.filespec }),
      GetRecursive: async () => ({ hr: 0, bRecursive: spec.recursive }),
      GetAlternateLocation: async () => ({ hr: 0, bstrAlternateLocation: spec.alternateLocation }),
      GetBackupTypeMask: async () => ({ hr: 0, dwTypeMask: spec.backupTypeMask }),
    });
  }

  #components(writer: ScriptedWriter): IVssWriterComponentsExt {
    return this.objects.interface<IVssWriterComponentsExt>('IVssWriterComponentsExt', {
      GetComponentCount: async () => ({ hr: 0, cComponents: writer.components.length }),
      GetWriterInfo: async () => ({ hr: 0, idInstance: writer.instanceId, idWriter: writer.writerId }),
      GetComponent: async (index) => {
        const component = writer.components[index];
        return {
          hr: 0,
          pComponent: this.objects.interface<IVssComponent>('IVssComponent', {
            GetLogicalPath: async () => ({ hr: 0, bstrPath: component?.logicalPath ?? null }),
            GetComponentType: async () => ({ hr: 0, ct: component?.type ?? 0 }),
            GetComponentName: async () => ({ hr: 0, bstrName: component?.name ?? null }),
            GetBackupMetadata: async () => ({ hr: 0, bstrData: writer.backupMetadata ?? null }),
          }),
        };
      },
    });
  }

  #reporting(): ScriptedWriter[] {
    return this.writers.filter(({ name }) => !this.silent.has(name));
  }

  async #status(index: number) {
    const writer = this.#reporting()[index];
    if (writer === undefined) throw new RangeError(`no writer ${index}`);
    const failure = this.failures.get(writer.name);
    const isDue = failure !== undefined && this.steps.has(failure.after);
    return {
      hr: 0,
      idInstance: writer.instanceId,
      idWriter: writer.writerId,
      bstrWriter: writer.name,
      nStatus: isDue ? failure.state : this.steps.has('DoSnapshotSet') ? 5 : 1,
      hResultFailure: isDue ? failure.hr : 0,
    };
  }

  async #properties(id: string) {
    this.objects.take();
    const volume = id.slice('{snapshot of '.length, -1);
    return {
      hr: 0,
      pProp: ++this.#pointer as SnapshotPropPointer,
      prop: {
        m_SnapshotId: id,
        m_SnapshotSetId: setId,
        m_lSnapshotsCount: this.volumes.length,
        m_pwszSnapshotDeviceObject: deviceOf(volume),
        m_pwszOriginalVolumeName: volume,
        m_pwszOriginatingMachine: 'dc1.example.com',
        m_pwszServiceMachine: 'dc1.example.com',
        m_pwszExposedName: null,
        m_pwszExposedPath: null,
        m_ProviderId: '{b5946137-7b9f-4925-af80-51abd60b20d5}',
        m_lSnapshotAttributes: 0x20000,
        m_tsCreationTimestamp: 134_082_432_000_000_000n,
        m_eStatus: 12,
      },
    };
  }
}
