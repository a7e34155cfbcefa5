import type { NativeLibrary } from '@dsbackup/win32';

/** How the double behaves where the documentation leaves it open, and in what it misbehaves. 0 is the default of each. */
export interface NtdsbcliDoubleOptions {
  /** 1: the directory is offline. */
  readonly offline: number;
  /** A read gives at most this many bytes, and varies. */
  readonly 'short-reads': number;
  /** ERROR_HANDLE_EOF raw (0) or wrapped (1), success with no bytes (2), or the code with the last bytes (3). */
  readonly 'eof-form': number;
  /** 0 whole, 1 without its last NUL, 2 cut inside a name, 3 a byte short, 4 with an entry that is only a tag. */
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
}

/** A failure to come. */
export interface InjectedFailure {
  readonly call: string;
  readonly status: number;
  /** Which of the calls from now on: 1 is the next, and the default. */
  readonly occurrence?: number;
}

/** What a test does with the double. The double is one for the whole process, so tests with it run one after another. */
export interface NtdsbcliDouble {
  /** The folder that stands for drive C; databases and logs come from `Windows/NTDS` below it. */
  setRoot(folder: string): void;
  /** The one name that this computer answers to; before that, every name is. */
  setServer(name: string): void;
  setOption(name: keyof NtdsbcliDoubleOptions, value: number): void;
  failNext(failure: InjectedFailure): void;
  /** `DsBackupClose 0x00000000` and so on, oldest first. */
  journal(): readonly string[];
  /** Contexts, blocks and open files that are still out. */
  live(): number;
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
  const live = library.define('DsDouble_Live', 'uint32', []);
  const reset = library.define('DsDouble_Reset', 'void', []);
  return {
    setRoot: (folder) => setRoot(utf8(folder)),
    setServer: (name) => setServer(utf8(name)),
    setOption(name, value) {
      if (setOption(utf8(name), BigInt(value)) === 0) throw new Error(`The double has no option "${name}".`);
    },
    failNext({ call, status, occurrence = 1 }) {
      if (failNext(utf8(call), occurrence, status) === 0) throw new Error('Too many failures to come.');
    },
    journal() {
      const buffer = Buffer.alloc(journal(null, 0));
      journal(buffer, buffer.length);
      return buffer
        .toString('utf8', 0, buffer.length - 1)
        .split('\n')
        .filter(Boolean);
    },
    live: () => live(),
    reset: () => reset(),
  };
}

function utf8(text: string): Uint8Array {
  return Buffer.from(`${text}\0`);
}
