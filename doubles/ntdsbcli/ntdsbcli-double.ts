import type { NativeLibrary } from '@dsbackup/win32';

/** How the double behaves where the documentation leaves it open, and in what it misbehaves. 0 is the default of each. */
export interface NtdsbcliDoubleOptions {
  /** 1: the directory is offline. */
  readonly offline: number;
  /** A read gives at most this many bytes, and varies. */
  readonly 'short-reads': number;
  /** ERROR_HANDLE_EOF raw (0) or wrapped (1), success with no bytes (2), or the code with the last bytes (3). */
  readonly 'eof-form': number;
  /** 0 whole, 1 without its last NUL, 2 cut inside a name, 3 a byte short, 4 with an entry that is only a tag, 5 empty. */
  readonly 'list-form': number;
  /** Added to the size that DsBackupOpenFileW announces. */
  readonly 'size-delta': number;
  /** 1: Win32 codes come as HRESULT_FROM_WIN32. */
  readonly 'wrap-win32': number;
  /** A seed: about every sixteenth page of a database comes with one byte changed. */
  readonly 'page-fuzz': number;
  /** 1: an injected failure cancels the backup and its open file with it. */
  readonly 'failure-cancels': number;
  /** Out-parameters left alone: 1 online, 2 token, 4 context, 8 list, 16 size, 32 bytes read, 64 the list's size. */
  readonly unwritten: number;
  /** 1: a read claims a byte more than the buffer has. */
  readonly 'overlong-read': number;
  /** 1: an injected failure comes after the call has done its work, so that what it hands out is there all the same. */
  readonly 'late-failure': number;
  /** 1: locations are paths of drive C; 0: of its administrators' share. */
  readonly 'local-locations': number;
  /** 1: DsRestoreGetDatabaseLocationsW knows no context of a backup. */
  readonly 'no-backup-locations': number;
  /** 1: the expiry token is older than the tombstone lifetime. */
  readonly 'token-expired': number;
}

/** A failure to come. */
export interface InjectedFailure {
  readonly call: string;
  readonly status: number;
  /** Which of the calls from now on: 1 is the next, and the default. */
  readonly occurrence?: number;
}

/** A restore as it was registered, in the words that went in. */
export interface Registration {
  readonly checkpointFilePath: string;
  readonly logPath: string;
  readonly backupLogPath: string;
  /** Old and new name of each database. */
  readonly databases: readonly (readonly [string, string])[];
  readonly generations: readonly [number, number];
  /** `locked` until it is completed; then the status that it was completed with. */
  readonly state: 'locked' | number;
  /** What the engine would say if the directory started now: 0 only after success, with every database and log in its place. */
  readonly start: number;
}

/** What a test does with the double. The double is one for the whole process, so tests with it run one after another. */
export interface NtdsbcliDouble {
  /** The folder that stands for drive C; databases and logs come from `Windows/NTDS` below it. */
  setRoot(folder: string): void;
  /** The one name that this computer answers to; before that, every name is. */
  setServer(name: string): void;
  setOption(name: keyof NtdsbcliDoubleOptions, value: number): void;
  setOptions(options: Partial<NtdsbcliDoubleOptions>): void;
  failNext(failure: InjectedFailure): void;
  /** `DsBackupClose 0x00000000` and so on, oldest first. */
  journal(): readonly string[];
  /** Contexts, blocks and open files that are still out. */
  live(): number;
  /** What the last DsRestoreRegisterW left for the next start of the directory; `undefined` when there was none. */
  registration(): Registration | undefined;
  /** What DsSetCurrentBackupLogW was last given. */
  currentBackupLog(): number | undefined;
  /** Forgets everything and takes back what is out. */
  reset(): void;
}

/** Binds the double's control functions. They are the double's own; the DLL has nothing like them. */
export function controlNtdsbcliDouble(library: NativeLibrary): NtdsbcliDouble {
  const setRoot = library.define('DsDouble_SetRoot', 'void', ['memory']);
  const setServer = library.define('DsDouble_SetServer', 'void', ['memory']);
  const setOption = library.define('DsDouble_SetOption', 'int32', ['memory', 'int64']);
  const failNext = library.define('DsDouble_FailNext', 'int32', ['memory', 'int32', 'uint32']);
  const journal = library.define('DsDouble_Journal', 'uint32', ['memory', 'uint32']);
  const registration = library.define('DsDouble_Registration', 'uint32', ['memory', 'uint32']);
  const currentBackupLog = library.define('DsDouble_CurrentBackupLog', 'int64', []);
  const live = library.define('DsDouble_Live', 'uint32', []);
  const reset = library.define('DsDouble_Reset', 'void', []);
  const set = (name: string, value: number) => {
    if (setOption(utf8(name), BigInt(value)) === 0) throw new Error(`The double has no option "${name}".`);
  };
  return {
    setRoot: (folder) => setRoot(utf8(folder)),
    setServer: (name) => setServer(utf8(name)),
    setOption: set,
    setOptions(options) {
      for (const [name, value] of Object.entries(options)) set(name, value);
    },
    failNext({ call, status, occurrence = 1 }) {
      if (failNext(utf8(call), occurrence, status) === 0) throw new Error('Too many failures to come.');
    },
    journal: () => linesOf(journal),
    live: () => live(),
    registration() {
      const lines = linesOf(registration);
      return lines.length === 0 ? undefined : parseRegistration(lines);
    },
    currentBackupLog() {
      const log = Number(currentBackupLog());
      return log < 0 ? undefined : log;
    },
    reset: () => reset(),
  };
}

type TextFunction = (buffer: Uint8Array | null, size: number) => number;

function linesOf(text: TextFunction): string[] {
  const buffer = Buffer.alloc(text(null, 0));
  text(buffer, buffer.length);
  return buffer
    .toString('utf8', 0, buffer.length - 1)
    .split('\n')
    .filter(Boolean);
}

function parseRegistration(lines: readonly string[]): Registration {
  const pairs = lines.map((line): [string, string] => {
    const equals = line.indexOf('=');
    return [line.slice(0, equals), line.slice(equals + 1)];
  });
  const value = (name: string) => pairs.find(([key]) => key === name)?.[1] ?? '';
  const [low = '', high = ''] = value('Generations').split('-');
  const state = value('State');
  return {
    checkpointFilePath: value('CheckpointFilePath'),
    logPath: value('LogPath'),
    backupLogPath: value('BackupLogPath'),
    databases: pairs.flatMap(([key, names]): [string, string][] => {
      const [from = '', to = ''] = names.split('>');
      return key === 'Database' ? [[from, to]] : [];
    }),
    generations: [Number(low), Number(high)],
    state: state === 'locked' ? state : Number(state),
    start: Number(value('Start')),
  };
}

function utf8(text: string): Uint8Array {
  return Buffer.from(`${text}\0`);
}
