import type { NativeLibrary } from '@dsbackup/win32';

/** A native call that is to fail, once. */
export interface VssDoubleFailure {
  /** As the journal writes it; `QueryStatus:DoSnapshotSet` for the result of an operation, which only QueryStatus shows. */
  readonly call: string;
  /** Which of the calls from now on; 1, the next, unless said. */
  readonly occurrence?: number;
  readonly hresult: number;
}

/** A writer that is not well, as GatherWriterStatus finds it after a phase. */
export interface VssDoubleWriterFailure {
  readonly writer: string;
  /** VSS_WS_*. */
  readonly state: number;
  readonly hresult: number;
  /** After `GatherWriterMetadata` the writer is simply absent. */
  readonly phase:
    | 'GatherWriterMetadata'
    | 'PrepareForBackup'
    | 'DoSnapshotSet'
    | 'BackupComplete'
    | 'PreRestore'
    | 'PostRestore';
}

/** What tests steer and see of the double of vssapi.dll. */
export interface VssDouble {
  failNext(failure: VssDoubleFailure): void;
  failWriter(failure: VssDoubleWriterFailure): void;
  /** One line for each call, oldest first: `IVssBackupComponents::DoSnapshotSet 00000000`, or `MISUSE ...`. */
  journal(): string[];
  /** Interfaces, component infos and snapshot properties that are out. */
  live(): number;
  /** BSTRs and task memory that are out, as far as they are freed through `countedStrings`. */
  liveStrings(): number;
  /** How many of the newer interfaces QueryInterface knows, from 0 to 4, which is what it is unless said. */
  setNewest(newest: number): void;
  /** How many looks by QueryStatus see an operation pending before one sees its end; 2 unless said. */
  setLooks(looks: number): void;
  /** Forgets the journal, the failures, the shadow copies, the strings and what was set. Interfaces that are out stay counted. */
  reset(): void;
}

/** Binds the exports that only the double has. Throws a `Win32Error`, 127, when `library` is the real DLL. */
export function controlVssDouble(library: NativeLibrary): VssDouble {
  const FailNext = library.define('VssDouble_FailNext', 'void', ['wide-string', 'uint32', 'uint32']);
  const FailWriter = library.define('VssDouble_FailWriter', 'void', [
    'wide-string',
    'uint32',
    'uint32',
    'wide-string',
  ]);
  const Journal = library.define('VssDouble_Journal', 'uint32', ['memory', 'uint32']);
  const Live = library.define('VssDouble_Live', 'uint32', []);
  const LiveStrings = library.define('VssDouble_LiveStrings', 'uint32', []);
  const SetNewest = library.define('VssDouble_SetNewest', 'void', ['uint32']);
  const SetLooks = library.define('VssDouble_SetLooks', 'void', ['uint32']);
  const Reset = library.define('VssDouble_Reset', 'void', []);
  return {
    failNext: ({ call, occurrence = 1, hresult }) => FailNext(call, occurrence, hresult),
    failWriter: ({ writer, state, hresult, phase }) => FailWriter(writer, state, hresult, phase),
    journal() {
      const bytes = Buffer.alloc(Journal(null, 0));
      Journal(bytes, bytes.length);
      return bytes.toString('latin1').split('\n').filter(Boolean);
    },
    live: () => Live(),
    liveStrings: () => LiveStrings(),
    setNewest: (newest) => SetNewest(newest),
    setLooks: (looks) => SetLooks(looks),
    reset: () => Reset(),
  };
}
